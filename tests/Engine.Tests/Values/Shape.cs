namespace Engine.Tests.Values;

[GenerateSerializer]
public abstract class Shape
{
    [Id(0)]
    public string Name { get; set; } = "";

    public abstract string Describe();
}
