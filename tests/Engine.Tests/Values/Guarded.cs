namespace Engine.Tests.Values;

/// <summary>Travels with its private state, without what is not marked.</summary>
[GenerateSerializer]
public sealed class Guarded
{
    [Id(0)]
    private int _secret;

    [NonSerialized]
    private int _forgotten;

    public static Guarded Create(int secret, int forgotten) => new() { _secret = secret, _forgotten = forgotten };

    public (int Secret, int Forgotten) Reveal() => (_secret, _forgotten);
}
