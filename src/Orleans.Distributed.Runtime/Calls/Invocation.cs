namespace Orleans.Distributed.Calls;

/// <summary>
/// A function together with its arguments: what a remote call sends, and what the process that gets it runs. It travels as an
/// ordinary value; the own process runs it as it is, without copying.
/// </summary>
internal abstract class Invocation
{
    /// <summary>The function's name for messages, without what the compiler adds to it.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Whether the function is this library's and not the user's. It does not end with the call that it was made in, and nobody
    /// interrupts it.
    /// </summary>
    public virtual bool IsSystem => false;

    /// <summary>The function, when it is one that the caller gave.</summary>
    public virtual Delegate? Function => null;

    /// <summary>Runs the function, and hands its result to <paramref name="consumer"/>. What the function throws comes out as it is.</summary>
    public abstract ValueTask RunAsync(IResultConsumer consumer, IRunningCall call);
}
