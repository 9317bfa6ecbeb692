using Orleans.Distributed.Grains;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Peers;

/// <summary>Each message is a call of the grain that it is for.</summary>
internal sealed class GrainRoutes(IGrainFactory grains) : IProcessRoutes
{
    public IWorkerMessages ToWorker(int pid) => new WorkerRoute(grains.GetGrain<IWorkerGrain>(pid));

    public IChannelMessages ToChannel(int where, Rrid id) => new ChannelRoute(grains.GetGrain<IChannelGrain>(ReferenceKey.Format(where, id)));

    private sealed class WorkerRoute(IWorkerGrain grain) : IWorkerMessages
    {
        public Task<Payload> Call(Payload call) => grain.Call(call);

        public Task<Payload> StartAndWait(Payload call) => grain.StartAndWait(call);

        public Task Start(Payload call) => grain.Start(call);

        public Task Do(Payload call) => grain.Do(call);

        public Task<Payload> StartAndTell(Payload call) => grain.StartAndTell(call);

        public Task<Payload> DoAndTell(Payload call) => grain.DoAndTell(call);

        public Task KeepFunction(Payload function) => grain.KeepFunction(function);

        public Task Cancel(int caller, long callId) => grain.Cancel(caller, callId);

        public Task<Payload> Interrupt(Payload request) => grain.Interrupt(request);

        public Task UpdateReferences(int sender, byte[] batch) => grain.UpdateReferences(sender, batch);

        public Task RelayReferences(int owner, int sender, byte[] batch) => grain.RelayReferences(owner, sender, batch);
    }

    private sealed class ChannelRoute(IChannelGrain grain) : IChannelMessages
    {
        public Task<Payload> Operate(Payload request) => grain.Operate(request);

        public Task Withdraw(int caller, long operationId) => grain.Withdraw(caller, operationId);
    }
}
