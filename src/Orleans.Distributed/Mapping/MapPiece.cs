namespace Orleans.Distributed.Mapping;

/// <summary>Items that go to a worker together.</summary>
internal sealed class MapPiece<TItem>(long number, long first, TItem[] items)
{
    /// <summary>Different for all pieces of a map.</summary>
    public long Number { get; } = number;

    /// <summary>The index of the first item.</summary>
    public long First { get; } = first;

    /// <summary>The items. Fewer after some were taken back.</summary>
    public TItem[] Items { get; private set; } = items;

    /// <summary>What happened to the item before, when this is one that failed.</summary>
    public ItemState? State { get; init; }

    /// <summary>When it was sent, in ticks of the time provider.</summary>
    public long Sent { get; set; }

    /// <summary>Whether its answer is here, or somebody is taking items back.</summary>
    public bool IsClosed { get; set; }

    /// <summary>The same, to be sent once more.</summary>
    public MapPiece<TItem> Again(long number) => new(number, First, Items) { State = State };

    /// <summary>Takes away the items after the first <paramref name="count"/>.</summary>
    public TItem[] CutAfter(int count)
    {
        TItem[] rest = Items[count..];
        Items = Items[..count];
        return rest;
    }
}
