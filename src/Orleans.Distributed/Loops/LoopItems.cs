namespace Orleans.Distributed.Loops;

/// <summary>Makes iterations of ranges and lists.</summary>
internal static class LoopItems
{
    public static LoopItems<int> Of(Range range)
    {
        LoopRange all = range;
        return new(all.Count, part => new IntChunk((int)(all.From + part.From), (int)part.Count));
    }

    public static LoopItems<long> Of(LoopRange range) => new(range.Count, part => new LongChunk(range.From + part.From, part.Count));

    /// <summary>Copies the list, so that what is done with it meanwhile makes no difference.</summary>
    public static LoopItems<TItem> Of<TItem>(IReadOnlyList<TItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        TItem[] copy = [.. items];
        return new(copy.Length, part => new ItemsChunk<TItem>(copy[(int)part.From..(int)part.To]));
    }
}
