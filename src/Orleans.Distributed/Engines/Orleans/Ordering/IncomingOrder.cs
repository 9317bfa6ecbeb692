using System.Collections.Concurrent;
using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Ordering;

/// <summary>Lets the messages of each process in, in the order in which they were sent.</summary>
internal sealed class IncomingOrder : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<int, ArrivalOrder> _senders = new();
    private readonly LocalProcess _process;

    public IncomingOrder(LocalProcess process, ProcessTable processes)
    {
        _process = process;
        processes.Exited += (pid, _) =>
        {
            if (_senders.TryRemove(pid, out ArrivalOrder? order))
            {
                order.Dispose();
            }
        };
    }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        if (!OrderStamp.IsOrdered(context.TargetId, context.InterfaceMethod, out _)
            || !OrderStamp.TryRead(out int sender, out long number))
        {
            await context.Invoke();
            return;
        }

        ArrivalOrder order = _senders.GetOrAdd(sender, static (_, time) => new ArrivalOrder(time), _process.Time);
        await order.EnterAsync(number);
        Task handling;
        try
        {
            // What must happen in order happens before the method first waits.
            handling = context.Invoke();
        }
        finally
        {
            order.Leave(number);
        }

        await handling;
    }
}
