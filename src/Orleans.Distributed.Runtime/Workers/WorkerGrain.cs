using Microsoft.Extensions.Hosting;
using Orleans.Concurrency;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Peers;
using Orleans.Distributed.Placement;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Workers;

/// <summary>A process as a place where functions run.</summary>
/// <remarks>
/// Reentrant, and without state of its own: it hands on what comes in, in the order in which it comes, and never runs user code
/// itself.
/// </remarks>
[Reentrant, KeepAlive, ProcessPlacement]
internal sealed class WorkerGrain(
    LocalProcess process,
    WorkerMessages messages,
    PeerTable peers,
    ProcessTable processes,
    UnobservedErrors unobserved,
    IHostApplicationLifetime host) : Grain, IWorkerGrain
{
    /// <summary>How long to wait until a connection that could not be made is tried again.</summary>
    private static readonly TimeSpan ConnectPause = TimeSpan.FromMilliseconds(100);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        long pid = this.GetPrimaryKeyLong();
        return pid == process.Pid
            ? Task.CompletedTask
            : throw new InvalidOperationException($"A message for process {pid} reached process {process.Pid}. The sender's view of the cluster is out of date.");
    }

    public Task<Payload> Call(Payload call) => messages.Call(call);

    public Task<Payload> StartAndWait(Payload call) => messages.StartAndWait(call);

    public Task Start(Payload call) => messages.Start(call);

    public Task<Payload> StartAndTell(Payload call) => messages.StartAndTell(call);

    public Task<Payload> DoAndTell(Payload call) => messages.DoAndTell(call);

    public Task Do(Payload call) => messages.Do(call);

    public Task KeepFunction(Payload function) => messages.KeepFunction(function);

    public Task Cancel(int caller, long callId) => messages.Cancel(caller, callId);

    public Task<Payload> Interrupt(Payload request) => messages.Interrupt(request);

    public Task ReportError(int pid, string function, Payload error)
    {
        unobserved.Raise(pid, function, error);
        return Task.CompletedTask;
    }

    public Task UpdateReferences(int sender, byte[] batch) => messages.UpdateReferences(sender, batch);

    public Task RelayReferences(int owner, int sender, byte[] batch) => messages.RelayReferences(owner, sender, batch);

    public async Task<int[]> ConnectTo(int[] pids, TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit, process.Time);
        bool[] reached = await Task.WhenAll(pids.Select(pid => ConnectToAsync(pid, patience.Token)));
        return [.. pids.Where((_, i) => !reached[i])];
    }

    public Task Greet() => Task.CompletedTask;

    public Task Leave()
    {
        host.StopApplication();
        return Task.CompletedTask;
    }

    public Task ApplyMembership(MembershipSnapshot snapshot)
    {
        processes.Apply(snapshot);
        return Task.CompletedTask;
    }

    public Task<long> ApplyMembershipChange(MembershipChange change) => Task.FromResult(processes.Apply(change));

    private async Task<bool> ConnectToAsync(int pid, CancellationToken patience)
    {
        try
        {
            while (true)
            {
                // Whoever asks may know more than this process was told yet.
                await processes.WaitAsync(_ => processes.IsGone(pid) || (processes.IsAlive(pid) && peers.IsLinkedTo(pid)), patience);
                try
                {
                    await peers.Get(pid).Worker.Greet().WaitAsync(patience);
                    return true;
                }
                catch (Exception e) when (e is OrleansException or TimeoutException)
                {
                    await Task.Delay(ConnectPause, process.Time, patience);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ProcessExitedException)
        {
            return false;
        }
    }
}
