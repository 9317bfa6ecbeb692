namespace Engine.Tests.Values;

[GenerateSerializer]
public record struct Measurement
{
    [Id(0)]
    public double Value { get; set; }

    [Id(1)]
    public string? Unit { get; set; }

    [Id(2)]
    public DateTimeOffset Taken { get; set; }
}
