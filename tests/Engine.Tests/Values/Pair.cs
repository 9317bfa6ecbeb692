namespace Engine.Tests.Values;

[GenerateSerializer]
public sealed class Pair<TFirst, TSecond>
{
    [Id(0)]
    public TFirst? First { get; set; }

    [Id(1)]
    public TSecond? Second { get; set; }
}
