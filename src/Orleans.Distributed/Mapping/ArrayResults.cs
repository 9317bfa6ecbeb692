namespace Orleans.Distributed.Mapping;

/// <summary>Collects the results of a map, in the order of its items.</summary>
internal sealed class ArrayResults<TResult>(long? count) : MapResults<TResult>
{
    private readonly Lock _gate = new();
    private TResult[] _results = new TResult[Math.Min(count ?? 0, Array.MaxLength)];

    public override void Add(long first, ReadOnlySpan<TResult> results)
    {
        long end = first + results.Length;
        if (end > Array.MaxLength)
        {
            throw new InvalidOperationException($"An array cannot hold more than {Array.MaxLength} results. Use PMapStream for so many items.");
        }

        lock (_gate)
        {
            if (end > _results.Length)
            {
                Array.Resize(ref _results, (int)Math.Min(Array.MaxLength, Math.Max(end, Math.Max(16, 2L * _results.Length))));
            }

            results.CopyTo(_results.AsSpan((int)first));
        }
    }

    /// <summary>All results, when there are so many.</summary>
    public TResult[] ToArray(long read) => read == _results.Length ? _results : _results[..(int)read];
}
