using Orleans.Distributed.Messages;

namespace Orleans.Distributed.Calls;

/// <summary>A result of several parts, of which some may turn out to be unsendable.</summary>
internal interface IRepairableResult
{
    /// <summary>The same result, of the same type, with a failure in the place of each part that cannot be sent.</summary>
    object WithoutUnsendable(int pid, MessageCodec codec);
}
