using Orleans.Runtime.Invocation;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Catalog;

/// <content>How an activation begins and ends.</content>
internal sealed partial class Activation
{
    private GrainLifecycle? _lifecycle;
    private DeactivationReason _reason;
    private CancellationToken _deactivationCancellation;
    private long _keepUntil;
    private bool _registered;
    private bool _deactivationWanted;
    private bool _cleanUpBegun;

    /// <summary>Makes the grain object and activates it, in the context of the first request. Requests wait meanwhile.</summary>
    public void Begin() => _scheduler.Post(() =>
    {
        Request? first;
        lock (_lock)
        {
            first = _waiting?.First?.Value;
        }

        if (first?.PeekContext(Node) is { } context)
        {
            RequestContext.Current = context;
        }

        _ = ActivateAsync();
    });

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_deactivationWanted || _state is ActivationState.Deactivating or ActivationState.Ended)
            {
                return;
            }

            _reason = deactivationReason;
            _deactivationCancellation = cancellationToken;
            if (_state == ActivationState.Activating)
            {
                _deactivationWanted = true;
                return;
            }

            _state = ActivationState.Deactivating;
            if (_running == 0)
            {
                BeginCleanUp();
            }
        }
    }

    public void Delay(TimeSpan time)
    {
        lock (_lock)
        {
            _keepUntil = time <= TimeSpan.Zero ? 0
                : time == TimeSpan.MaxValue ? long.MaxValue
                : Environment.TickCount64 + (long)time.TotalMilliseconds;
        }
    }

    /// <summary>Ends the activation if it has been idle for too long.</summary>
    public void CollectIfIdle(long now, TimeSpan age)
    {
        lock (_lock)
        {
            if (_state != ActivationState.Valid || _running > 0 || now - _lastUse < age.TotalMilliseconds || now < _keepUntil)
            {
                return;
            }
        }

        Deactivate(new DeactivationReason(DeactivationReasonCode.ActivationIdle, $"The grain was idle for {age}."));
    }

    private async Task ActivateAsync()
    {
        using var timeout = new CancellationTokenSource(Node.ActivationTimeout);
        try
        {
            if (await RegisterAsync().ConfigureAwait(true) is { } elsewhere)
            {
                EndBecauseElsewhere(elsewhere);
                return;
            }

            GrainInstance = Class.CreateInstance(this);
            (GrainInstance as ILifecycleParticipant<IGrainLifecycle>)?.Participate(Lifecycle);
            await (_lifecycle?.StartAsync(timeout.Token) ?? Task.CompletedTask).ConfigureAwait(true);
            if (GrainInstance is IGrainBase grain)
            {
                await grain.OnActivateAsync(timeout.Token).WaitAsync(timeout.Token).ConfigureAwait(true);
            }
        }
#pragma warning disable CA1031 // What the grain throws is the outcome of the calls that activated it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await EndBecauseFailedAsync(error).ConfigureAwait(true);
            return;
        }

        lock (_lock)
        {
            _lastUse = Environment.TickCount64;
            if (_deactivationWanted)
            {
                _state = ActivationState.Deactivating;
                BeginCleanUp();
                return;
            }

            _state = ActivationState.Valid;
            StartWaiting();
        }
    }

    // Null when this is the one activation of the grain.
    private async ValueTask<SiloAddress?> RegisterAsync()
    {
        if (!Node.UsesDirectory(Class))
        {
            return null;
        }

        SiloAddress owner = await Node.Directory.RegisterAsync(GrainId, ActivationId).ConfigureAwait(true);
        _registered = owner == Node.Address;
        return _registered ? null : owner;
    }

    private void EndBecauseElsewhere(SiloAddress owner)
    {
        Node.Directory.Remember(GrainId, owner);
        End(request =>
        {
            request.ForwardCount++;
            Node.RouteTo(new RoutableCall(request, Node), owner);
        });
    }

    private async Task EndBecauseFailedAsync(Exception error)
    {
        Node.LogActivationFailed(this, error);
        await DisposeInstanceAsync().ConfigureAwait(true);
        End(request => request.Fail(error, Node));
    }

    // Under the lock.
    private void BeginCleanUp()
    {
        if (!_cleanUpBegun)
        {
            _cleanUpBegun = true;
            _scheduler.Post(() => _ = CleanUpAsync());
        }
    }

    private async Task CleanUpAsync()
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_deactivationCancellation);
        timeout.CancelAfter(Node.DeactivationTimeout);
        try
        {
            if (GrainInstance is IGrainBase grain)
            {
                await grain.OnDeactivateAsync(_reason, timeout.Token).WaitAsync(timeout.Token).ConfigureAwait(true);
            }

            await (_lifecycle?.StopAsync(timeout.Token) ?? Task.CompletedTask).ConfigureAwait(true);
        }
#pragma warning disable CA1031 // The activation ends all the same.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Node.LogDeactivationFailed(this, error);
        }

        await DisposeInstanceAsync().ConfigureAwait(true);
        End(request =>
        {
            request.ForwardCount++;
            Node.Route(new RoutableCall(request, Node));
        });
    }

    private async ValueTask DisposeInstanceAsync()
    {
        try
        {
            switch (GrainInstance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync().ConfigureAwait(true);
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
                default:
                    break;
            }

            if (_scope is IAsyncDisposable scope)
            {
                await scope.DisposeAsync().ConfigureAwait(true);
            }
        }
#pragma warning disable CA1031 // The activation ends all the same.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Node.LogDeactivationFailed(this, error);
        }
    }

    // What waits, or comes meanwhile, is given away after the directory and the catalog have forgotten this activation, so that it finds the
    // next one, and not this one again.
    private void End(Action<Request> giveAway)
    {
        if (_registered)
        {
            Node.Directory.Unregister(GrainId, ActivationId);
        }

        Node.Catalog.Remove(this);
        Request[] waiting;
        lock (_lock)
        {
            _state = ActivationState.Ended;
            waiting = _waiting is null ? [] : [.. _waiting];
            _waiting = null;
        }

        try
        {
            foreach (Request request in waiting)
            {
                giveAway(request);
            }
        }
        finally
        {
            _deactivated.TrySetResult();
        }
    }
}
