using System.Runtime;
using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Scheduling;

/// <summary>
/// What a thread for user code is doing, so that it can be torn out of a user's function and of nothing else.
/// </summary>
/// <remarks>
/// <para>
/// The thread runs functions in slices: from where one begins, or goes on after an await, to where it ends or waits again.
/// A slice may be aborted while the user's own code is on top of the stack. What the library does on such a thread, when the
/// user's code calls it, is bracketed by <see cref="EnterLibrary"/>, and is never torn: the abort waits for its end, which is
/// short, since nothing in there blocks.
/// </para>
/// <para>
/// A thread whose slice was aborted is given up, and with it everything that the abort may have left on it: pending interrupts,
/// values of thread-static fields, a wrong execution context. Whoever aborted it tidies up, so it need not take any lock any more.
/// </para>
/// </remarks>
internal sealed class UserCodeThread : IDisposable
{
    private const int Outside = 0;
    private const int InUserCode = 1;
    private const int InLibrary = 2;
    private const int Aborting = 3;
    private const int StateMask = 3;

    private static readonly TimeSpan FirstInterrupt = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(1);

    [ThreadStatic]
    private static UserCodeThread? _current;

    private readonly Thread _thread = Thread.CurrentThread;
    private readonly CancellationTokenSource _abort = new();
    private readonly Action _runSlice;
    private SendOrPostCallback? _callback;
    private object? _argument;
    private SynchronizationContext? _owner;
    private LeftContinuation? _left;

    // The number of the slice in the upper bits, so that an abort cannot hit the next slice instead.
    private long _state;
    private int _isInterrupting;
    private int _isUnwinding;
    private volatile bool _isLost;

    private UserCodeThread() => _runSlice = RunSlice;

    /// <summary>The thread for user code that this code runs on, if it is one.</summary>
    public static UserCodeThread? Current => _current;

    /// <summary>Whether a slice was aborted. Then the thread must end, without waiting for anything.</summary>
    public bool IsLost => _isLost;

    /// <summary>For whom the present slice runs; <see langword="null"/> between slices.</summary>
    public SynchronizationContext? Owner => Volatile.Read(ref _owner);

    private bool IsBeingAborted => (Volatile.Read(ref _state) & StateMask) == Aborting;

    /// <summary>Makes the calling thread one for user code.</summary>
    public static UserCodeThread Attach() => _current = new UserCodeThread();

    /// <summary>
    /// Marks the beginning of library code that user code may have called. The result marks its end when it is disposed. Outside of
    /// a slice, and inside of library code, it does nothing.
    /// </summary>
    /// <exception cref="OperationCanceledException">The slice is being aborted: the library has nothing more to do for it.</exception>
    public static LibraryCode EnterLibrary()
    {
        if (_current is not { } thread)
        {
            return default;
        }

        return thread.TryEnterLibrary(out bool entered)
            ? new LibraryCode(entered ? thread : null)
            : throw new OperationCanceledException("This function is being aborted: its process was interrupted.");
    }

    /// <summary>
    /// Runs library code that has to run in any case, such as a release: here, and never torn; or, when the slice is being aborted, soon
    /// on another thread.
    /// </summary>
    /// <typeparam name="T">The type of its argument.</typeparam>
    /// <param name="code">Short, and never throws.</param>
    /// <param name="argument">Given to it.</param>
    public static void Ensure<T>(Action<T> code, T argument)
    {
        if (_current is not { } thread)
        {
            code(argument);
            return;
        }

        if (!thread.TryEnterLibrary(out bool entered))
        {
            thread.Leave(null, static left => RunLeft<T>(left!), (code, argument));
            return;
        }

        using (new LibraryCode(entered ? thread : null))
        {
            code(argument);
        }
    }

    /// <summary>Runs a slice.</summary>
    /// <param name="owner">For whom. Continuations are posted to it.</param>
    /// <param name="callback">What to run.</param>
    /// <param name="argument">Given to it.</param>
    public void Run(SynchronizationContext owner, SendOrPostCallback callback, object? argument)
    {
        SynchronizationContext.SetSynchronizationContext(owner);
        _callback = callback;
        _argument = argument;
        Volatile.Write(ref _owner, owner);
        try
        {
#pragma warning disable SYSLIB0046 // It is obsolete as a warning of what an abort can break. This type exists to confine that to user code.
            ControlledExecution.Run(_runSlice, _abort.Token);
#pragma warning restore SYSLIB0046
        }
        catch (Exception) when (IsBeingAborted)
        {
            // Whatever it is, it is the abort, or came of it.
            _isLost = true;
            return;
        }

        Volatile.Write(ref _owner, null);
        _callback = null;
        _argument = null;
    }

    /// <summary>Marks the beginning of library code; false when the slice is being aborted.</summary>
    /// <param name="entered">Whether there is an end to mark.</param>
    public bool TryEnterLibrary(out bool entered)
    {
        long state = Volatile.Read(ref _state);
        switch ((int)(state & StateMask))
        {
            case InUserCode:
                entered = Interlocked.CompareExchange(ref _state, (state & ~StateMask) | InLibrary, state) == state;
                return entered;
            case Aborting:
                entered = false;
                return false;
            default:
                entered = false;
                return true;
        }
    }

    public void LeaveLibrary() => Volatile.Write(ref _state, (_state & ~StateMask) | InUserCode);

    /// <summary>
    /// Keeps what turned up in a slice that is being aborted and has to run: a continuation, which may belong to another call, or library
    /// code, which has no owner. Takes no lock, since interrupts are pending.
    /// </summary>
    public void Leave(SynchronizationContext? owner, SendOrPostCallback callback, object? argument)
    {
        var continuation = new LeftContinuation(owner, callback, argument);
        do
        {
            continuation.Next = Volatile.Read(ref _left);
        }
        while (Interlocked.CompareExchange(ref _left, continuation, continuation.Next) != continuation.Next);
    }

    /// <summary>What was left so far, in no order.</summary>
    public LeftContinuation? TakeLeft() => Interlocked.Exchange(ref _left, null);

    /// <summary>
    /// Tears the thread out of the slice that it runs for <paramref name="owner"/>. Blocks until the thread has ended (true), or
    /// returns at once when the slice was over already (false).
    /// </summary>
    /// <param name="owner">For whom the slice runs.</param>
    /// <param name="whileWaiting">Called again and again until then.</param>
    public bool Abort(SynchronizationContext owner, Action whileWaiting)
    {
        if (!TryBeginAbort(owner))
        {
            return false;
        }

        // Blocks until the thread is where it can be torn, which code that blocks is only once it was woken.
        var abort = new Thread(_abort.Cancel) { IsBackground = true, Name = "abort of user code" };
        abort.UnsafeStart();
        TimeSpan interval = FirstInterrupt;
        while (!_thread.Join(interval))
        {
            InterruptIfBlocked();
            whileWaiting();
            interval = interval * 2 < LongestInterval ? interval * 2 : LongestInterval;
        }

        abort.Join();
        whileWaiting();
        return true;
    }

    /// <summary>The thread is about to end, or has ended.</summary>
    public void Dispose() => _abort.Dispose();

    private static void RunLeft<T>(object left)
    {
        var (code, argument) = ((Action<T>, T))left;
        code(argument);
    }

    private bool TryBeginAbort(SynchronizationContext owner)
    {
        var pause = new SpinWait();
        while (true)
        {
            long state = Volatile.Read(ref _state);
            if (!ReferenceEquals(Owner, owner))
            {
                return false;
            }

            switch ((int)(state & StateMask))
            {
                case InUserCode when Interlocked.CompareExchange(ref _state, (state & ~StateMask) | Aborting, state) == state:
                    return true;
                case Aborting:
                    // Somebody else does it.
                    return false;
                default:
                    // It is in library code, or about to begin or to end the slice; that takes a moment only, unless the library has to
                    // encode or decode much.
                    pause.SpinOnce();
                    break;
            }
        }
    }

    private void RunSlice()
    {
        long slice = (Volatile.Read(ref _state) | StateMask) + 1;
        try
        {
            Volatile.Write(ref _state, slice | InUserCode);
            try
            {
                _callback!(_argument);
            }
            catch (Exception e) when (!IsBeingAborted && _owner is RunningCall call && call.IsEndedBy(e))
            {
                // From an async void method of a function that was interrupted: it has nobody to tell, and must not end the process.
            }

            if (Interlocked.CompareExchange(ref _state, slice | Outside, slice | InUserCode) != (slice | InUserCode))
            {
                WaitForAbort();
            }
        }
        catch (Exception) when (IsBeingAborted)
        {
            // An abort does not reach into a catch block. What follows, up to the end of the thread, must not be interrupted.
            EndInterrupts();
            throw;
        }
    }

    private void InterruptIfBlocked()
    {
        // One of the two sees the other: whoever ends the interrupts waits for this one, or this one does not happen.
        Interlocked.Exchange(ref _isInterrupting, 1);
        if (Volatile.Read(ref _isUnwinding) == 0 && (_thread.ThreadState & ThreadState.WaitSleepJoin) != 0)
        {
            _thread.Interrupt();
        }

        Volatile.Write(ref _isInterrupting, 0);
    }

    private void EndInterrupts()
    {
        Interlocked.Exchange(ref _isUnwinding, 1);
        while (Volatile.Read(ref _isInterrupting) != 0)
        {
            Thread.SpinWait(10);
        }

        try
        {
            // Takes one that is pending.
            Thread.Sleep(1);
        }
        catch (ThreadInterruptedException)
        {
            // That was it.
        }
    }

    /// <summary>The abort was decided at the last moment, and is on its way.</summary>
    private static void WaitForAbort()
    {
        while (true)
        {
            // Not a wait: an abort does not wake a thread.
            Thread.SpinWait(100);
        }
    }
}
