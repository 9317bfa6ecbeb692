namespace Orleans.Distributed.Loops;

/// <summary>Neighbouring iterations of a loop, as a worker gets them: what each is given.</summary>
internal abstract class LoopChunk<TItem>
{
    public abstract long Count { get; }

    public abstract TItem this[long offset] { get; }
}
