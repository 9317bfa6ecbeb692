namespace Orleans.Distributed.Loops;

/// <summary>Iterations over whole numbers.</summary>
internal sealed class LongChunk(long from, long count) : LoopChunk<long>
{
    private readonly long _from = from;
    private readonly long _count = count;

    public override long Count => _count;

    public override long this[long offset] => _from + offset;
}
