using Microsoft.Extensions.Hosting;
using Orleans.Concurrency;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Functions;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Membership;
using Orleans.Distributed.Peers;
using Orleans.Distributed.Placement;
using Orleans.Distributed.References;
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
    CallExecutor executor,
    FunctionReceiver functions,
    ReferenceTable references,
    ReferenceTraffic traffic,
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

    public Task ReportError(int pid, string function, Payload error)
    {
        unobserved.Raise(pid, function, error);
        return Task.CompletedTask;
    }

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
