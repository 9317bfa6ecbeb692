namespace Orleans.Distributed.Loops;

/// <summary>Iterations over whole numbers that are indices.</summary>
internal sealed class IntChunk(int from, int count) : LoopChunk<int>
{
    private readonly int _from = from;
    private readonly int _count = count;

    public override long Count => _count;

    public override int this[long offset] => _from + (int)offset;
}
