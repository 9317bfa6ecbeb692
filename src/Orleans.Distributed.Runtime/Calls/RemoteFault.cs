using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Calls;

/// <summary>A failure of user code on its way: where it happened, and the exception as data.</summary>
internal sealed class RemoteFault(int pid, ExceptionData error)
{
    [NonSerialized]
    private Exception? _original;

    [NonSerialized]
    private Exception? _passedOn;

    public int Pid { get; } = pid;

    public ExceptionData Error { get; } = error;

    public FaultKind Kind { get; private init; }

    /// <summary>For a failure in the own process: the original, which needs no rebuilding.</summary>
    public static RemoteFault Capture(int pid, Exception exception) => new(pid, ExceptionData.Capture(exception)) { _original = exception };

    /// <summary>
    /// For a call made on somebody's behalf: its failure is the failure, and not wrapped once more in this process.
    /// </summary>
    public static RemoteFault PassOn(int pid, Exception exception) => new(pid, ExceptionData.Capture(exception))
    {
        _passedOn = exception,
        Kind = exception switch
        {
            TimeoutException => FaultKind.DeadlinePassed,
            OperationCanceledException => FaultKind.GivenUp,
            _ => FaultKind.UserCode,
        },
    };

    /// <summary>For a call that its caller gave up.</summary>
    public static RemoteFault GivenUp(int pid, string? function) =>
        new(pid, ExceptionData.Capture(Errors.GivenUp(pid, function))) { Kind = FaultKind.GivenUp };

    /// <summary>For a call whose deadline passed.</summary>
    public static RemoteFault DeadlinePassed(int pid, string? function) =>
        new(pid, ExceptionData.Capture(Errors.DeadlinePassed(pid, function))) { Kind = FaultKind.DeadlinePassed };

    /// <summary>The exception to throw at the caller.</summary>
    public Exception ToException(ValueCodec? codec = null) => _passedOn ?? Kind switch
    {
        FaultKind.GivenUp => new OperationCanceledException(Error.Message),
        FaultKind.DeadlinePassed => new TimeoutException(Error.Message),
        _ => ToRemoteException(codec),
    };

    /// <summary>A new exception that says where the failure happened.</summary>
    public RemoteException ToRemoteException(ValueCodec? codec = null)
    {
        if (_passedOn is RemoteException remote)
        {
            return remote;
        }

        Exception? original = _original;
        if (original is null && Error.TryRebuild(codec ?? ValueCodec.Shared, out Exception? rebuilt))
        {
            original = rebuilt;
        }

        return new RemoteException(Pid, Error.TypeName, Error.Message, Error.StackTrace, original);
    }

    /// <summary>The exception itself where it can be had, and otherwise one that describes it: for a cause rather than a failure.</summary>
    public Exception ToCause(ValueCodec codec)
    {
        RemoteException failure = ToRemoteException(codec);
        return _original ?? failure.InnerException ?? failure;
    }
}
