namespace Engine.Tests.Values;

/// <summary>Promises never to change, so a call within a silo may pass the object itself.</summary>
[GenerateSerializer]
[Immutable]
public sealed class Sealed(string text)
{
    [Id(0)]
    public string Text { get; } = text;
}
