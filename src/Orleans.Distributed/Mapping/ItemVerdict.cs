namespace Orleans.Distributed.Mapping;

/// <summary>What becomes of an item that failed: exactly one of three.</summary>
/// <param name="IsReplaced">It has a result all the same.</param>
/// <param name="Result">The result.</param>
/// <param name="Delay">After how long it is tried again.</param>
/// <param name="Error">What ends the map.</param>
internal readonly record struct ItemVerdict<TResult>(bool IsReplaced, TResult Result, TimeSpan? Delay, Exception? Error)
{
    public static ItemVerdict<TResult> Replace(TResult result) => new(true, result, null, null);

    public static ItemVerdict<TResult> Again(TimeSpan delay) => new(false, default!, delay, null);

    public static ItemVerdict<TResult> Fail(Exception error) => new(false, default!, null, error);
}
