namespace Orleans.Distributed.Mapping;

/// <summary>Where the results of a map go.</summary>
internal abstract class MapResults<TResult>
{
    /// <summary>How many items may be read now, for the results that they will have.</summary>
    /// <param name="read">How many were read.</param>
    /// <param name="batch">How many make a batch.</param>
    /// <param name="workers">How many workers there are.</param>
    public virtual int Room(long read, int batch, int workers) => batch;

    /// <summary>Takes the results of items that follow each other, all but those that failed.</summary>
    /// <param name="first">The index of the first.</param>
    /// <param name="results">The results.</param>
    /// <param name="faults">The items that failed; <see langword="null"/> when none did.</param>
    public void Add(long first, ReadOnlySpan<TResult> results, ItemFault[]? faults)
    {
        int begin = 0;
        foreach (ItemFault fault in faults ?? [])
        {
            Add(first + begin, results[begin..fault.Offset]);
            begin = fault.Offset + 1;
        }

        Add(first + begin, results[begin..]);
    }

    /// <summary>Takes results of items that follow each other.</summary>
    public abstract void Add(long first, ReadOnlySpan<TResult> results);
}
