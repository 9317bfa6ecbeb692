namespace Engine.Tests.Identity;

[GenerateSerializer]
public sealed class ReferenceHolder
{
    [Id(0)]
    public IReferenceGrain? Single { get; set; }

    [Id(1)]
    public List<IReferenceGrain> Several { get; set; } = [];
}
