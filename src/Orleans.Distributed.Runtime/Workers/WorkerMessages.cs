using Orleans.Distributed.Calls;
using Orleans.Distributed.Functions;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Workers;

/// <summary>
/// What this process does with the messages to it as a place where functions run. It hands on what comes in, in the order in which it comes,
/// and never runs user code itself.
/// </summary>
internal sealed class WorkerMessages(
    CallExecutor executor, FunctionReceiver functions, ReferenceTable references, ReferenceTraffic traffic) : IWorkerMessages
{
    public Task<Payload> Call(Payload call) => executor.CallAsync(call);

    public Task<Payload> StartAndWait(Payload call) => executor.StartAndWaitAsync(call);

    public Task Start(Payload call)
    {
        executor.Start(call);
        return Task.CompletedTask;
    }

    public Task<Payload> StartAndTell(Payload call) => executor.StartAndTellAsync(call);

    public Task<Payload> DoAndTell(Payload call) => executor.DoAndTellAsync(call);

    public Task Do(Payload call)
    {
        executor.Do(call);
        return Task.CompletedTask;
    }

    public Task KeepFunction(Payload function)
    {
        functions.Keep(function);
        return Task.CompletedTask;
    }

    public Task Cancel(int caller, long callId)
    {
        executor.Cancel(caller, callId);
        return Task.CompletedTask;
    }

    public Task<Payload> Interrupt(Payload request) => executor.InterruptAsync(request);

    public Task UpdateReferences(int sender, byte[] batch)
    {
        var changes = new ReferenceBatchReader(batch);
        while (changes.TryRead(out ReferenceUpdate change))
        {
            references.Apply(sender, change);
        }

        return Task.CompletedTask;
    }

    public Task RelayReferences(int owner, int sender, byte[] batch)
    {
        traffic.Relay(owner, sender, batch);
        return Task.CompletedTask;
    }
}
