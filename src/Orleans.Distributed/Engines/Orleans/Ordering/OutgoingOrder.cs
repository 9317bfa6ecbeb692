using System.Collections.Concurrent;
using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Ordering;

/// <summary>Numbers the messages to each process, in the order in which they are handed to the engine.</summary>
internal sealed class OutgoingOrder : IOutgoingGrainCallFilter
{
    private readonly ConcurrentDictionary<int, Counter> _counters = new();
    private readonly LocalProcess _process;

    public OutgoingOrder(LocalProcess process, ProcessTable processes)
    {
        _process = process;
        processes.Exited += (pid, _) => _counters.TryRemove(pid, out Counter? _);
    }

    // Asynchronous, so that the stamp is in the flow of this call and not left in that of the caller.
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (_process.Pid != 0 && OrderStamp.IsOrdered(context.TargetId, context.InterfaceMethod, out int pid))
        {
            OrderStamp.Write(_process.Pid, _counters.GetOrAdd(pid, static _ => new Counter()).Next());
        }

        await context.Invoke();
    }

    private sealed class Counter
    {
        private long _last;

        public long Next() => Interlocked.Increment(ref _last);
    }
}
