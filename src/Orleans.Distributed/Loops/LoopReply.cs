using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Loops;

/// <summary>What became of a chunk.</summary>
/// <param name="Done">How many iterations were done.</param>
/// <param name="Result">Their results, folded from the first to the last; a default when there is nothing to fold, or an iteration failed.</param>
/// <param name="Fault">The failure of the iteration after those; <see langword="null"/> when none failed.</param>
internal sealed record LoopReply<TResult>(long Done, TResult Result, RemoteFault? Fault);
