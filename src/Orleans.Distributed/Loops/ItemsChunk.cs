using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Loops;

/// <summary>Iterations over items; only these travel.</summary>
internal sealed class ItemsChunk<TItem>(TItem[] items) : LoopChunk<TItem>
{
    [PathName("the items")]
    private readonly TItem[] _items = items;

    public override long Count => _items.Length;

    public override TItem this[long offset] => _items[offset];
}
