namespace Orleans.Distributed.Mapping;

/// <summary>How many items go to a worker at a time: a fixed number, or as many as take a few milliseconds.</summary>
/// <param name="batchSize">The number; <see langword="null"/> to measure.</param>
/// <param name="largest">How many at most.</param>
internal sealed class BatchSizer(int? batchSize, int largest = 1 << 16)
{
    /// <summary>How long a batch should take: much longer than a message, and not long for those who wait at the end.</summary>
    private static readonly TimeSpan Target = TimeSpan.FromMilliseconds(5);

    /// <summary>One measurement may be wrong by chance, so sizes grow in steps.</summary>
    private const int LargestGrowth = 4;

    private readonly Lock _gate = new();
    private int _size = 1;

    public bool IsAutomatic => batchSize is null;

    /// <summary>How many items a batch has now.</summary>
    public int Size => batchSize ?? Volatile.Read(ref _size);

    /// <summary>How many items the next batch has.</summary>
    /// <param name="remaining">How many items are left, if that is known: then the last ones are spread over all workers.</param>
    /// <param name="workers">How many workers there are.</param>
    public int Next(long? remaining, int workers) =>
        batchSize ?? (remaining is { } rest ? (int)Math.Clamp((rest + (2 * workers) - 1) / (2 * Math.Max(1, workers)), 1, Size) : Size);

    /// <summary>Takes note of how long a batch took, from its sending to its answer.</summary>
    public void Note(int count, TimeSpan elapsed)
    {
        lock (_gate)
        {
            // A batch that was smaller than usual, and quick, says nothing against the usual size.
            if (count >= _size || elapsed > Target)
            {
                double each = Math.Max(elapsed.TotalMilliseconds, 0.001) / Math.Max(1, count);
                _size = (int)Math.Clamp(Math.Min(Target.TotalMilliseconds / each, (double)count * LargestGrowth), 1, largest);
            }
        }
    }
}
