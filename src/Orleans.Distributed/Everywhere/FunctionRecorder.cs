using Orleans.Distributed.Functions;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Messages;

namespace Orleans.Distributed.Everywhere;

/// <summary>Records functions for the processes that join later. Works at the head only.</summary>
internal sealed class FunctionRecorder(EverywhereRecords records, MessageCodec codec, ProcessTable processes, IGrainFactory grains)
{
    public EverywhereRecords Records => records;

    /// <summary>Records a function as it is now, and tells who is there to run it now.</summary>
    public async Task<FunctionRecord> RecordAsync(Delegate function)
    {
        long number = await records.AddAsync(codec.TakeSnapshot(new ShippedFunction(function))).ConfigureAwait(false);
        try
        {
            // The grain is asked, since whoever it takes in after this answer has met the record.
            MembershipSnapshot members = await grains.GetGrain<IClusterManagerGrain>(0).GetSnapshot().ConfigureAwait(false);
            processes.Apply(members);
            return new FunctionRecord(number, members, [.. members.Alive.Select(p => p.Pid).Where(pid => !records.HadRun(pid, number))]);
        }
        catch
        {
            records.Remove(number);
            throw;
        }
    }
}
