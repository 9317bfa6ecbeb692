namespace Orleans.Distributed.Julia;

/// <summary>The engine that these tests run on.</summary>
internal static class ThisEngine
{
    /// <summary>As docs/engines.md calls it.</summary>
    public const string Name = "Orleans";
}
