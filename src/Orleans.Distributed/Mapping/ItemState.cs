namespace Orleans.Distributed.Mapping;

/// <summary>What has happened to an item that failed.</summary>
internal sealed class ItemState(long index) : IDisposable
{
    /// <summary>The item's place in the source.</summary>
    public long Index { get; } = index;

    /// <summary>How many attempts have failed.</summary>
    public int Attempts { get; set; }

    /// <summary>How many workers died while the item was all they had.</summary>
    public int Deaths { get; set; }

    /// <summary>The delays that are left.</summary>
    public IEnumerator<TimeSpan>? Delays { get; set; }

    public void Dispose() => Delays?.Dispose();
}
