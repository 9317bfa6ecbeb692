namespace Engine.Tests.Values;

[GenerateSerializer]
public sealed class Square : Shape
{
    [Id(0)]
    public double Side { get; set; }

    public override string Describe() => $"square {Name} of {Side}";
}
