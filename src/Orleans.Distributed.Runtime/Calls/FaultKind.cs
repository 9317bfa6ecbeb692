namespace Orleans.Distributed.Calls;

/// <summary>What kind of failure a <see cref="RemoteFault"/> is, which decides the exception that its receiver gets.</summary>
internal enum FaultKind : byte
{
    /// <summary>User code threw: a <see cref="RemoteException"/>.</summary>
    UserCode = 0,

    /// <summary>The caller gave the call up: an <see cref="OperationCanceledException"/>.</summary>
    GivenUp = 1,

    /// <summary>The call's deadline passed: a <see cref="TimeoutException"/>.</summary>
    DeadlinePassed = 2,
}
