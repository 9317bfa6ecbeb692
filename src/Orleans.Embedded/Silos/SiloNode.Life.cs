using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Messaging;
using Orleans.Runtime.Networking;

namespace Orleans.Runtime;

/// <content>How the silo starts, joins, leaves and stops.</content>
internal sealed partial class SiloNode
{
    private const int QuietPauses = 3;

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClientSilenceLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RelayLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RelayPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan StrayPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan StrayLimit = TimeSpan.FromSeconds(5);

    // When a call last came that belongs elsewhere by now, in milliseconds of Environment.TickCount64.
    private long _lastStray = -(long)TimeSpan.FromDays(1).TotalMilliseconds;

    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe<SiloNode>(ServiceLifecycleStage.RuntimeServices, StartAsync, LeaveAsync);
        lifecycle.Subscribe<SiloNode>(ServiceLifecycleStage.BecomeActive, BecomeActiveAsync, ShutDownAsync);
    }

    /// <summary>Completes when the silo has ended.</summary>
    public Task Killed => _killedSource.Task;

    /// <summary>Waits until the silo is active and knows it: clients that come before have to wait, or would find no grains.</summary>
    /// <returns>Whether it is. Not when it stops, or takes too long to start.</returns>
    public bool WaitUntilActive()
    {
        try
        {
            return Status <= SiloStatus.Active
                && Membership.WhenAsync(view => view.StatusOf(Address) == SiloStatus.Active, CancellationToken.None).Wait(_connectionOptions.OpenConnectionTimeout);
        }
        catch (AggregateException)
        {
            // It has ended.
            return false;
        }
    }

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

        Catalog.Close();
        SetStatus(SiloStatus.ShuttingDown);
        foreach (Connection client in Peers.Clients)
        {
            client.SendControl([(byte)ControlKind.GatewayClosing]);
        }

        try
        {
            await Membership.WhenAsync(view => view.StatusOf(Address) != SiloStatus.Active, cancellationToken).ConfigureAwait(false);

            // Not only the head: a silo that the head's word reaches late would go on placing grains here.
            foreach (Connection silo in Peers.Silos)
            {
                SendOwnStatus(silo);
            }

            await Catalog.DeactivateAllAsync(cancellationToken).ConfigureAwait(false);
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

        // Whoever hears that this silo is dead drops its connection to it: what is on its way has to arrive before.
        string reason = $"Silo {Address} has shut down.";
        await WhenRelayedAsync(cancellationToken).ConfigureAwait(false);
        if (Leader is null)
        {
            await CloseAsync(Peers.CloseAllAsync(reason, except: Peers.Head)).ConfigureAwait(false);
        }

        SetStatus(SiloStatus.Dead);
        await CloseAsync(Peers.CloseAllAsync(reason, except: null)).ConfigureAwait(false);
    }

    private static async Task CloseAsync(Task closing) =>
        await closing.WaitAsync(CloseLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    // Waits for the answers to calls that others made through this silo, which are lost with it. The others, silos and clients, are asked to send
    // no more; what they sent before arrives before they say so. Silos that pass on the calls of others may still have something under way: it
    // has to be quiet for a while.
    private async Task WhenRelayedAsync(CancellationToken cancellationToken)
    {
        long begun = Stopwatch.GetTimestamp();
        int quiet = 0;
        while (quiet < QuietPauses && Stopwatch.GetElapsedTime(begun) < StrayLimit && !cancellationToken.IsCancellationRequested
            && Volatile.Read(ref _killed) == 0)
        {
            bool haveLeft = HaveOthersLeft();
            await Task.Delay(RelayPause, CancellationToken.None).ConfigureAwait(false);
            TimeSpan sinceStray = TimeSpan.FromMilliseconds(Environment.TickCount64 - Volatile.Read(ref _lastStray));
            bool mayRelay = sinceStray < RelayLimit || Stopwatch.GetElapsedTime(begun) < RelayLimit;
            bool isBusy = !haveLeft || sinceStray < StrayPause || (mayRelay && IsInUse());
            quiet = isBusy ? 0 : quiet + 1;
        }
    }

    private bool IsInUse() => !_resolving.IsEmpty || !Catalog.IsEmpty
        || Calls.Contains(message => message is RelayedRequest { Origin.IsClosed: false });

    // Asks those that were not asked yet: a connection may have opened meanwhile.
    private bool HaveOthersLeft()
    {
        bool haveLeft = true;
        foreach (Connection connection in Peers.All)
        {
            if (connection is { Link.IsOpen: true, HasLeft: false })
            {
                haveLeft = false;
                if (!connection.IsToldOfLeaving)
                {
                    connection.IsToldOfLeaving = true;
                    SendOwnStatus(connection);
                    connection.SendControl([(byte)ControlKind.Leaving]);
                }
            }
        }

        return haveLeft;
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
        WatchClients(wasAsleep);
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

    // A client that hangs holds what is sent to it. It may take longer than a silo: a person may be debugging it.
    private void WatchClients(bool wasAsleep)
    {
        TimeSpan limit = SilenceLimit > ClientSilenceLimit ? SilenceLimit : ClientSilenceLimit;
        foreach (Connection client in Peers.Clients)
        {
            if (!wasAsleep && client.SinceLastHeard > limit)
            {
                client.Abort($"The client was not heard of for {client.SinceLastHeard.TotalSeconds:0.0} s.");
            }
            else
            {
                client.Ping();
            }
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

    // Not the silo's own decision: the head declared it dead, or is gone. Of one that has left, the head says nothing new.
    private void Die(string reason)
    {
        if (Volatile.Read(ref _killed) != 0 || Status == SiloStatus.Dead)
        {
            return;
        }

        LogDies(Logger, Address, reason);
        Fence.End();
        Kill(reason);
        Services.GetRequiredService<IFatalErrorHandler>().OnFatalException(this, reason);
    }
}
