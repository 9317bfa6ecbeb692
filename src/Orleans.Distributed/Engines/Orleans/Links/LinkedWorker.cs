using Orleans.Distributed.Peers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Links;

/// <summary>The way to a process as a place where functions run, over a link.</summary>
internal sealed class LinkedWorker(ProcessLinks links, int pid, IWorkerMessages plain) : IWorkerMessages
{
    public Task<Payload> Call(Payload call) =>
        links.GetToSend(pid)?.AskAsync(LinkMessageKind.Call, call) ?? plain.Call(call);

    public Task<Payload> StartAndWait(Payload call) =>
        links.GetToSend(pid)?.AskAsync(LinkMessageKind.StartAndWait, call) ?? plain.StartAndWait(call);

    public Task Start(Payload call) =>
        links.GetToSend(pid)?.TellAsync(new(LinkMessageKind.Start, 0, 0, 0, call)) ?? plain.Start(call);

    public Task Do(Payload call) =>
        links.GetToSend(pid)?.TellAsync(new(LinkMessageKind.Do, 0, 0, 0, call)) ?? plain.Do(call);

    public Task<Payload> StartAndTell(Payload call) =>
        links.GetToSend(pid)?.AskAsync(LinkMessageKind.StartAndTell, call) ?? plain.StartAndTell(call);

    public Task<Payload> DoAndTell(Payload call) =>
        links.GetToSend(pid)?.AskAsync(LinkMessageKind.DoAndTell, call) ?? plain.DoAndTell(call);

    public Task KeepFunction(Payload function) =>
        links.GetToSend(pid)?.TellAsync(new(LinkMessageKind.KeepFunction, 0, 0, 0, function)) ?? plain.KeepFunction(function);

    public Task Cancel(int caller, long callId) =>
        links.GetToSend(pid)?.TellAsync(new(LinkMessageKind.Cancel, 0, caller, callId, default)) ?? plain.Cancel(caller, callId);

    public Task<Payload> Interrupt(Payload request) =>
        links.GetToSend(pid)?.AskAsync(LinkMessageKind.Interrupt, request) ?? plain.Interrupt(request);

    public Task UpdateReferences(int sender, byte[] batch) =>
        links.GetToSend(pid)?.TellAsync(new(LinkMessageKind.UpdateReferences, 0, sender, 0, new Payload(batch)))
            ?? plain.UpdateReferences(sender, batch);

    public Task RelayReferences(int owner, int sender, byte[] batch) =>
        links.GetToSend(pid)?.TellAsync(new(LinkMessageKind.RelayReferences, 0, owner, sender, new Payload(batch)))
            ?? plain.RelayReferences(owner, sender, batch);
}
