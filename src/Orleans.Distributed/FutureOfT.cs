using System.Runtime.CompilerServices;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Futures;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed;

/// <summary>A write-once remote reference to a <typeparamref name="T"/>.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed partial class Future<T> : Future, IFutureHandle
{
    private readonly HandleContext _context;
    private Task<StoredResult>? _fetching;
    private Task? _waiting;
    private StoredResult? _result;

    internal Future(HandleContext context, Claim claim, Rrid id, int where, StoredResult? result = null)
        : base(claim, id, where)
    {
        _context = context;
        _result = result;
    }

    /// <summary>The value or failure, once this process has it.</summary>
    internal StoredResult? Result => Volatile.Read(ref _result);

    IFutureValue? IFutureHandle.Value => Result switch
    {
        null => null,
        { Fault: { } fault } => new FutureFailure(fault),
        var known => new FutureValue<T>(known.Get<T>(Id)),
    };

    bool IFutureHandle.IsComplete => Result is not null;

    private bool IsOwn => Where == _context.Process.Pid;

    /// <summary>
    /// Waits for the value and returns it. It is kept in this process from then on, and the owner released from keeping it for
    /// this process; fetching again is free.
    /// </summary>
    /// <param name="cancellationToken">Gives up waiting. The function runs on.</param>
    /// <returns>The value.</returns>
    /// <exception cref="RemoteException">The function threw; that too is kept.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone, and this process had not fetched the value before.</exception>
    /// <exception cref="InvalidOperationException">The value is gone, because every handle was released.</exception>
    /// <exception cref="ObjectDisposedException">This handle was disposed.</exception>
    public Task<T> FetchAsync(CancellationToken cancellationToken = default)
    {
        if (Result is { Fault: null } known)
        {
            return Task.FromResult(known.Get<T>(Id));
        }

        using LibraryCode library = UserCodeThread.EnterLibrary();
        return GetAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override Task WaitAsync(CancellationToken cancellationToken = default)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return WaitCoreAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<bool> IsReadyAsync(CancellationToken cancellationToken = default)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return IsReadyCoreAsync(cancellationToken);
    }

    /// <summary>
    /// Sets the value, once. It is kept in this process from then on, as if it had been fetched, and the owner released from keeping it
    /// for this process.
    /// </summary>
    /// <param name="value">
    /// The value. The owner gets a copy, unless that is this process; this process keeps the very object.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting for the owner's answer; the value may be set all the same.</param>
    /// <exception cref="InvalidOperationException">There is a value already, which stays; or every handle was released.</exception>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    /// <exception cref="Serialization.UnsendableValueException">The value cannot be sent.</exception>
    public Task PutAsync(T value, CancellationToken cancellationToken = default)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return PutCoreAsync(value, cancellationToken);
    }

    /// <summary>Makes the future awaitable: waits for the value as <see cref="FetchAsync"/> does.</summary>
    /// <returns>The awaiter.</returns>
    public new TaskAwaiter<T> GetAwaiter() => FetchAsync().GetAwaiter();

    void IFutureHandle.Complete(StoredResult value) => Keep(value);

    private async Task WaitCoreAsync(CancellationToken cancellationToken)
    {
        if (Result is { } known)
        {
            known.ThrowIfFailed(Id, _context.Codec.Values);
            return;
        }

        ThrowIfDisposed();
        using LinkedCancellation linked = CallContext.LinkCancellation(cancellationToken);
        try
        {
            if (IsOwn)
            {
                FutureEntry entry = await FindOwnAsync().ConfigureAwait(false);
                StoredResult result = await entry.WaitAsync().WaitAsync(linked.Token).ConfigureAwait(false);
                result.ThrowIfFailed(Id, _context.Codec.Values);
                return;
            }

            await StartWait().WaitAsync(linked.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOvertaken(e))
        {
            Result!.ThrowIfFailed(Id, _context.Codec.Values);
        }
    }

    private async Task<bool> IsReadyCoreAsync(CancellationToken cancellationToken)
    {
        if (Result is not null)
        {
            return true;
        }

        ThrowIfDisposed();
        using LinkedCancellation linked = CallContext.LinkCancellation(cancellationToken);
        linked.Token.ThrowIfCancellationRequested();
        try
        {
            if (IsOwn)
            {
                return (await FindOwnAsync().ConfigureAwait(false)).IsReady;
            }

            Peer peer = _context.Peers.Get(Where);
            PendingRequest pending = Send(peer, _context.Codec.EncodeRequest(peer), static (grain, request) => grain.IsReady(request));
            return ReplyReader.Done(_context.Codec, peer, await pending.Task.WaitAsync(linked.Token).ConfigureAwait(false), Id);
        }
        catch (Exception e) when (IsOvertaken(e))
        {
            return true;
        }
    }

    private async Task PutCoreAsync(T value, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Result is not null)
        {
            throw Errors.FutureSetTwice(Id);
        }

        ThrowIfDisposed();
        try
        {
            await PutAtOwnerAsync(value, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOvertaken(e))
        {
            throw Errors.FutureSetTwice(Id);
        }

        Keep(new StoredValue<T>(value));
    }

    private async Task<T> GetAsync(CancellationToken cancellationToken)
    {
        using LinkedCancellation linked = CallContext.LinkCancellation(cancellationToken);
        StoredResult result;
        try
        {
            result = Result ?? await StartFetch().WaitAsync(linked.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (IsOvertaken(e))
        {
            result = Result!;
        }

        result.ThrowIfFailed(Id, _context.Codec.Values);
        return result.Get<T>(Id);
    }

    /// <summary>One fetch for all who wait here.</summary>
    private Task<StoredResult> StartFetch()
    {
        lock (Claim)
        {
            if (_fetching is null or { IsFaulted: true } or { IsCanceled: true })
            {
                ThrowIfDisposed();
                _fetching = FetchResultAsync();
            }

            return _fetching;
        }
    }

    /// <summary>One wait at the owner for all who wait here: one that is given up stays for those who wait later.</summary>
    private Task StartWait()
    {
        lock (Claim)
        {
            if (_waiting is null or { IsFaulted: true } or { IsCanceled: true })
            {
                ThrowIfDisposed();
                _waiting = WaitForEndAsync();

                // A failure that comes when everybody has given up is nobody's.
                _ = _waiting.ContinueWith(
                    static ended => _ = ended.Exception,
                    CancellationToken.None,
                    TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                    TaskScheduler.Default);
            }

            return _waiting;
        }
    }

    /// <summary>
    /// Whether the owner was asked for nothing: by now this process has the result, and has released the owner from keeping it, perhaps
    /// before the question arrived there.
    /// </summary>
    private bool IsOvertaken(Exception error) => Result is not null && error is not OperationCanceledException;

    /// <summary>From here on this process needs nothing of the owner.</summary>
    private void Keep(StoredResult result)
    {
        Interlocked.CompareExchange(ref _result, result, null);
        Claim.Dispose();
    }

    private void ThrowIfDisposed()
    {
        if (Claim.IsReleased && Result is null)
        {
            throw new ObjectDisposedException(nameof(Future<T>), $"This handle of the future {Id} was disposed before its value was fetched.");
        }
    }
}
