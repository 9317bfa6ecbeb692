using System.Runtime.ExceptionServices;
using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Work;

/// <summary>
/// One distributed piece of work from its beginning to its end: takes pieces from a plan as processes become free, and hands them out.
/// </summary>
/// <remarks>
/// At the first failure nothing more begins, what runs is cancelled, and the run ends when all of that has ended. Then the failure with
/// the lowest index is thrown. A plan takes its pieces one at a time, and at most one ahead of those that were handed out.
/// </remarks>
internal sealed class WorkRun<TPiece, TReply>(
    IWorkPlan<TPiece, TReply> plan, IPlacement<TPiece> placement, TimeProvider time, CancellationTokenSource stop)
    where TPiece : class
{
    /// <summary>How long a process may be without work before the others are asked for some of theirs.</summary>
    private static readonly TimeSpan IdleTime = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly Queue<TPiece> _again = new();
    private readonly Signal _changed = new();
    private int _open;
    private int _calls;
    private (long Index, Exception Error)? _failure;

    /// <summary>Cancelled when nothing more is to begin, and what runs is to end.</summary>
    public CancellationToken Stopping => stop.Token;

    /// <summary>Does all of the work.</summary>
    /// <exception cref="OperationCanceledException">
    /// <paramref name="cancellationToken"/> was cancelled before all was done, or the call that this runs in was given up.
    /// </exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        bool isDone = false;
        CancellationToken surrounding = CallContext.RunningCall?.Cancellation ?? CancellationToken.None;
        using (surrounding.UnsafeRegister(static run => ((WorkRun<TPiece, TReply>)run!).Stop(), this))
        using (cancellationToken.UnsafeRegister(static run => ((WorkRun<TPiece, TReply>)run!).Stop(), this))
        {
            try
            {
                await DriveAsync().ConfigureAwait(false);
                isDone = true;
            }
            catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
            {
                // A failure, or the caller; both are told below.
            }
            catch (Exception e)
            {
                // The source threw, or there is no process left.
                Fail(long.MaxValue, e);
            }

            await AllEndedAsync().ConfigureAwait(false);
        }

        if (_failure is not null || !isDone)
        {
            cancellationToken.ThrowIfCancellationRequested();
            surrounding.ThrowIfCancellationRequested();
        }

        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure.Error);
        }

        Stopping.ThrowIfCancellationRequested();
    }

    /// <summary>Begins nothing more, and cancels what runs.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (!stop.IsCancellationRequested)
            {
                // What is registered on the token may be the user's, who must not be waited for here.
                Observe(stop.CancelAsync());
            }
        }

        _changed.Set();
    }

    /// <summary>Has a piece done, again or for the first time, after a while.</summary>
    public void Add(TPiece piece, TimeSpan delay = default)
    {
        if (delay > TimeSpan.Zero)
        {
            AddLater(piece, delay);
            return;
        }

        lock (_gate)
        {
            _again.Enqueue(piece);
        }

        _changed.Set();
    }

    /// <summary>Notes a failure, and stops.</summary>
    public void Fail(long index, Exception error)
    {
        lock (_gate)
        {
            if (_failure is null || index < _failure.Value.Index)
            {
                _failure = (index, error);
            }
        }

        Stop();
    }

    /// <summary>Has the plan asked again whether it is full.</summary>
    public void Wake() => _changed.Set();

    private async Task DriveAsync()
    {
        Task<TPiece?>? pulling = null;
        bool isExhausted = false;
        while (true)
        {
            stop.Token.ThrowIfCancellationRequested();
            Task changed = _changed.Next;
            TPiece? piece = TakeAgain(out bool isIdle);
            if (piece is null && !isExhausted && (pulling is not null || !plan.IsFull))
            {
                pulling ??= plan.NextAsync(stop.Token).AsTask();
                if (pulling.IsCompleted)
                {
                    piece = await pulling.ConfigureAwait(false);
                    pulling = null;
                    isExhausted = piece is null;
                }
            }

            if (piece is not null)
            {
                Begin(await placement.TakeAsync(piece, stop.Token).ConfigureAwait(false), piece);
            }
            else if (pulling is not null)
            {
                await WaitAsync(Task.WhenAny(pulling, changed)).ConfigureAwait(false);
            }
            else if (isExhausted && isIdle)
            {
                return;
            }
            else
            {
                await WaitAsync(changed).ConfigureAwait(false);
            }
        }
    }

    private TPiece? TakeAgain(out bool isIdle)
    {
        lock (_gate)
        {
            isIdle = !_again.TryDequeue(out TPiece? piece) && _open == 0;
            return piece;
        }
    }

    /// <summary>Waits for something to happen, and has the work that there is spread when that lasts.</summary>
    private async Task WaitAsync(Task something)
    {
        while (Volatile.Read(ref _calls) > 0 && !something.IsCompleted)
        {
            Task first = await Task.WhenAny(something, Task.Delay(IdleTime, time, stop.Token)).ConfigureAwait(false);
            if (first == something || stop.IsCancellationRequested)
            {
                return;
            }

            if (await IsReadyAsync().ConfigureAwait(false))
            {
                plan.Rebalance();
            }
        }

        await something.ConfigureAwait(false);
    }

    /// <summary>Whether there is a process for more work. A pool that cannot say has none; only who takes from it has to know why.</summary>
    private async ValueTask<bool> IsReadyAsync()
    {
        try
        {
            return await placement.IsReadyAsync(stop.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            return false;
        }
    }

    private async void Begin(WorkerLease lease, TPiece piece)
    {
        Opened();
        Interlocked.Increment(ref _calls);
        bool isReturned = false;
        try
        {
            Task<TReply> call = plan.CallAsync(lease, piece, stop.Token);
            await ((Task)call).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // The process is given back when it is known whether anything may still begin, unless that takes its time.
            ValueTask accepting = plan.AcceptAsync(lease.Pid, piece, call);
            if (!accepting.IsCompleted)
            {
                Return();
            }

            await accepting.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Fail(plan.IndexOf(piece), e);
        }

        Return();
        Closed();

        void Return()
        {
            if (!isReturned)
            {
                isReturned = true;
                Interlocked.Decrement(ref _calls);
                try
                {
                    lease.Dispose();
                }
                catch (Exception e)
                {
                    // A pool of the user's making.
                    Fail(long.MaxValue, e);
                }
            }
        }
    }

    private async void AddLater(TPiece piece, TimeSpan delay)
    {
        Opened();
        await Task.Delay(delay, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            _again.Enqueue(piece);
        }

        Closed();
    }

    private void Opened()
    {
        lock (_gate)
        {
            _open++;
        }
    }

    private void Closed()
    {
        lock (_gate)
        {
            _open--;
        }

        _changed.Set();
    }

    /// <summary>What a user's function registered on the token, and what that throws, is nobody's failure.</summary>
    private static async void Observe(Task cancelling) =>
        await cancelling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task AllEndedAsync()
    {
        while (true)
        {
            Task changed = _changed.Next;
            lock (_gate)
            {
                if (_open == 0)
                {
                    return;
                }
            }

            await changed.ConfigureAwait(false);
        }
    }
}
