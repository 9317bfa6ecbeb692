using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Messaging;
using Orleans.Runtime.Networking;

namespace Orleans.Runtime;

/// <content>How the silo starts, joins, leaves and stops.</content>
internal sealed partial class SiloNode
{
    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe<SiloNode>(ServiceLifecycleStage.RuntimeServices, StartAsync, LeaveAsync);
        lifecycle.Subscribe<SiloNode>(ServiceLifecycleStage.BecomeActive, BecomeActiveAsync, ShutDownAsync);
    }

    /// <summary>Completes when the silo has ended.</summary>
    public Task Killed => _killedSource.Task;

    /// <summary>Ends the silo at once, without a word to anybody.</summary>
    public void Kill(string reason)
    {
        if (Interlocked.Exchange(ref _killed, 1) != 0)
        {
            return;
        }

        Status = SiloStatus.Dead;
        Fence.End();
        _endpoints.Dispose();
        Peers.AbortAll(reason);
        Membership.Dispose();
        Directory.FailQuestions();
        EndCalls(reason);
        _killedSource.TrySetResult();
        Control.Dispose();
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        Status = SiloStatus.Joining;
        Peers.Start(_endpoints.Options, TimeSpan.FromMilliseconds(Math.Clamp(_membershipOptions.ProbeTimeout.TotalMilliseconds, 100, 1000)));
        _endpoints.Open(Peers.Admit);
        StartTimers();
        if (Leader is { } leader)
        {
            leader.Join(OwnRecord(SiloStatus.Joining));
        }
        else
        {
            await JoinAsync(cancellationToken).ConfigureAwait(false);
        }

        await Membership.WhenAsync(view => view.Find(Address) is not null, cancellationToken).ConfigureAwait(false);
    }

    private async Task JoinAsync(CancellationToken cancellationToken)
    {
        long begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await Peers.ConnectToHeadAsync(_primary!, cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (LinkUnreachableException) when (Stopwatch.GetElapsedTime(begun) < _membershipOptions.MaxJoinAttemptTime)
            {
                // The primary silo may be about to start.
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken).ConfigureAwait(false);
            }
        }

        if (Peers.Head is { } head)
        {
            SendJoin(head);
        }
    }

    private void SendJoin(Connection head)
    {
        using MessageBuffer message = MessageBuffer.Rent();
        message.WriteByte((byte)ControlKind.Join);
        _manifest.Write(message);
        OwnRecord(SiloStatus.Joining).Write(message);
        head.SendControl(message.Span);
    }

    private async Task BecomeActiveAsync(CancellationToken cancellationToken)
    {
        SetStatus(SiloStatus.Active);
        await Membership.WhenAsync(view => view.StatusOf(Address) == SiloStatus.Active, cancellationToken).ConfigureAwait(false);
        LogStarted(Logger, _name, Address, _endpoints.Gateway, Leader is not null);
    }

    private async Task ShutDownAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _killed) != 0)
        {
            return;
        }

        SetStatus(SiloStatus.ShuttingDown);
        foreach (Connection client in Peers.Clients)
        {
            client.SendControl([(byte)ControlKind.GatewayClosing]);
        }

        try
        {
            await Membership.WhenAsync(view => view.StatusOf(Address) != SiloStatus.Active, cancellationToken).ConfigureAwait(false);
            await Catalog.DeactivateAllAsync(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is shutting down."), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // There is no time for more.
        }
    }

    private async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _killed) != 0)
        {
            return;
        }

        SetStatus(SiloStatus.Dead);
        await Peers.CloseAllAsync($"Silo {Address} has shut down.").WaitAsync(TimeSpan.FromSeconds(1), CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void SetStatus(SiloStatus status)
    {
        Status = status;
        if (Leader is { } leader)
        {
            leader.SetStatus(Address, status);
        }
        else
        {
            Peers.Head?.SendControl([(byte)ControlKind.Status, (byte)status]);
        }
    }

    private void StartTimers()
    {
        TimeSpan expiry = TimeSpan.FromMilliseconds(Math.Clamp(Messaging.ResponseTimeout.TotalMilliseconds / 16, 20, 250));
        Control.Repeat(() => expiry, ExpireCalls);
        Control.Repeat(() => expiry, Directory.ExpireQuestions);
        Control.Repeat(() => _collection.CollectionQuantum, () => Catalog.CollectIdle(CollectionAgeOf));
        if (_membershipOptions.LivenessEnabled)
        {
            TimeSpan period = _membershipOptions.ProbeTimeout / 4;
            long last = Environment.TickCount64;
            Control.Repeat(() => period, () =>
            {
                // A thread that was itself asleep for long knows nothing about the silence of others.
                long now = Environment.TickCount64;
                bool wasAsleep = now - last > (_membershipOptions.ProbeTimeout + period).TotalMilliseconds;
                last = now;
                Watch(wasAsleep);
            });
        }
    }

    private void Watch(bool wasAsleep)
    {
        if (Leader is { } leader)
        {
            leader.CheckSilence(wasAsleep ? TimeSpan.MaxValue : SilenceLimit);
            return;
        }

        if (Peers.Head is not { IsClosed: false } head)
        {
            return;
        }

        TimeSpan silence = head.SinceLastHeard;

        // Turns stop a little before the head may give this silo up, which counts from when it heard of this one.
        Fence.OpenUntil(Environment.TickCount64 + (long)((SilenceLimit * 0.9) - head.SinceAnsweredPing).TotalMilliseconds);
        if (silence > SilenceLimit && !wasAsleep)
        {
            head.Abort($"The primary silo was not heard of for {silence.TotalSeconds:0.0} s.");
        }
        else
        {
            head.Ping();
        }
    }

    private TimeSpan? CollectionAgeOf(Catalog.GrainClass grainClass)
    {
        if (grainClass.IsKeptAlive)
        {
            return null;
        }

        TimeSpan age = grainClass.CollectionAge
            ?? (_collection.ClassSpecificCollectionAge.TryGetValue(grainClass.Type.FullName!, out TimeSpan specific) ? specific : _collection.CollectionAge);
        return age == Timeout.InfiniteTimeSpan ? null : age;
    }

    // Not the silo's own decision: the head declared it dead, or is gone.
    private void Die(string reason)
    {
        if (Volatile.Read(ref _killed) != 0)
        {
            return;
        }

        LogDies(Logger, Address, reason);
        Fence.End();
        Kill(reason);
        Services.GetRequiredService<IFatalErrorHandler>().OnFatalException(this, reason);
    }
}
