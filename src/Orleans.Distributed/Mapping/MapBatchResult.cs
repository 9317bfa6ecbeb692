using Orleans.Distributed.Calls;
using Orleans.Distributed.Messages;

namespace Orleans.Distributed.Mapping;

/// <summary>What became of a batch.</summary>
/// <param name="Results">The results of the items that were begun, in their order; those that failed have a default here.</param>
/// <param name="Faults">The failures; <see langword="null"/> when none failed.</param>
internal sealed record MapBatchResult<TResult>(TResult[] Results, ItemFault[]? Faults) : IRepairableResult
{
    /// <summary>Puts a failure in the place of each result that cannot be sent: that is nothing to do with the others.</summary>
    public object WithoutUnsendable(int pid, MessageCodec codec)
    {
        List<ItemFault> faults = [.. Faults ?? []];
        var results = (TResult[])Results.Clone();
        for (int i = 0; i < results.Length; i++)
        {
            try
            {
                codec.TakeSnapshot(results[i]);
            }
            catch (Exception e)
            {
                results[i] = default!;
                faults.Add(new ItemFault(i, RemoteFault.Capture(pid, e)));
            }
        }

        return new MapBatchResult<TResult>(results, [.. faults.OrderBy(fault => fault.Offset)]);
    }
}
