namespace Engine.Tests.Values;

[GenerateSerializer]
public sealed class Circle : Shape
{
    // The same number as in the base class, on purpose: each class of a hierarchy counts for itself.
    [Id(0)]
    public double Radius { get; set; }

    public override string Describe() => $"circle {Name} of {Radius}";
}
