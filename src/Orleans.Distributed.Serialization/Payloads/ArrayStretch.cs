namespace Orleans.Distributed.Serialization.Payloads;

/// <summary>Where in a message the bytes of a whole array lie: a receiver can read them straight into an array of their own.</summary>
/// <param name="Position">Where they begin.</param>
/// <param name="Length">How many there are.</param>
internal readonly record struct ArrayStretch(long Position, int Length)
{
    /// <summary>Shorter ones are not worth it.</summary>
    public const int MinLength = 64 * 1024;

    /// <summary>How many of them a message tells of.</summary>
    public const int MaxCount = 16;

    /// <summary>The first position behind them.</summary>
    public long End => Position + Length;
}
