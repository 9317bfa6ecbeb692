namespace Orleans.Embedded.Tests.Cluster;

/// <summary>Can be sent, and cannot be read.</summary>
[GenerateSerializer]
public sealed class UnreadableValue
{
    [Id(0)]
    public int Number
    {
        get => 1;
        set => throw new InvalidOperationException($"on purpose, not even {value}");
    }
}
