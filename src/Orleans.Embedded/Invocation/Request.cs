using System.Reflection;
using Orleans.Distributed.Serialization;
using Orleans.Runtime.Messaging;
using Orleans.Runtime.Networking;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime.Invocation;

/// <summary>A call in this process: its method, its arguments, where its answer goes, and at last its result.</summary>
internal abstract partial class Request(GrainMethod method) : IInvokable
{
    private CancellationTokenSource? _cancellation;
    private int _cancelled;
    private ClusterNode? _node;

    public GrainMethod Method => method;

    /// <summary>The grain or observer that is called.</summary>
    public GrainId Target { get; set; }

    /// <summary>The grain that calls; default when the caller is none.</summary>
    public GrainId Source { get; set; }

    /// <summary>The request context of the caller, or <see langword="null"/>.</summary>
    public Dictionary<string, object>? Context { get; set; }

    /// <summary>The call of this process that waits for the answer, or <see langword="null"/>.</summary>
    public PendingCall? LocalCaller { get; set; }

    /// <summary>Where the request came from and waits for the answer, or <see langword="null"/>.</summary>
    public Connection? Origin { get; set; }

    /// <summary>The number of the request at its <see cref="Origin"/>.</summary>
    public ulong OriginId { get; set; }

    /// <summary>How often the request was sent on from a silo that did not have the grain.</summary>
    public int ForwardCount { get; set; }

    /// <summary>The object whose method runs.</summary>
    public object? TargetObject { get; set; }

    /// <summary>
    /// The context and the arguments, still as bytes: what is large, or runs code of the application, is read where the request runs, not where
    /// it arrived.
    /// </summary>
    public ReceivedPayload? Unread { get; set; }

    public long UnreadStart { get; set; }

    public bool HasUnreadContext { get; set; }

    /// <summary>The id of the call chain within which the request may re-enter grains; empty for none.</summary>
    public Guid ReentrancyId { get; set; }

    /// <summary>The result, boxed: for filters.</summary>
    public abstract object? BoxedResult { get; set; }

    public bool IsCancellable => method.CancellationTokenIndex >= 0;

    /// <summary>Runs the method on <see cref="TargetObject"/>.</summary>
    public abstract Task Run();

    /// <summary>Takes the result out of the method's task, which has completed successfully.</summary>
    public abstract void TakeResult(Task completed);

    public abstract void WriteArguments(ref ValueWriter writer);

    public abstract void ReadArguments(ref ValueReader reader);

    public abstract void WriteResult(ref ValueWriter writer);

    /// <summary>Replaces what is mutable among the arguments by copies, so that caller and grain share nothing.</summary>
    public abstract void CopyArguments(ClusterNode node);

    /// <summary>Gives the result to a caller in this process, as a copy if it is mutable.</summary>
    public abstract void GiveResult(PendingCall caller, ClusterNode node);

    /// <summary>Gives the request a cancellation token of its own, since the caller's stays with the caller.</summary>
    public void UseOwnCancellation(ClusterNode node)
    {
        _node = node;
        if (method.CancellationTokenIndex >= 0)
        {
            _cancellation = new CancellationTokenSource();
            SetArgument(method.CancellationTokenIndex, _cancellation.Token);
        }
    }

    public bool TryCancel()
    {
        if (_cancellation is null || Interlocked.Exchange(ref _cancelled, 1) != 0)
        {
            return false;
        }

        // What was registered with the token is user code, which must not run on the thread that brings the news.
        ThreadPool.UnsafeQueueUserWorkItem(static request => request.Cancel(), this, preferLocal: false);
        return true;
    }

    public object? GetTarget() => TargetObject;

    public abstract int GetArgumentCount();

    public abstract object? GetArgument(int index);

    public abstract void SetArgument(int index, object value);

    public string GetMethodName() => method.Method.Name;

    public string GetInterfaceName() => method.InterfaceType.ToString();

    public string GetActivityName() => method.ActivityName;

    public MethodInfo GetMethod() => method.Method;

    public Type GetInterfaceType() => method.Method.DeclaringType!;

    public TimeSpan? GetDefaultResponseTimeout() => method.ResponseTimeout;

    public CancellationToken GetCancellationToken() =>
        method.CancellationTokenIndex >= 0 ? (CancellationToken)GetArgument(method.CancellationTokenIndex)! : default;

    public void Dispose() => Unread?.Dispose();

    public override string ToString() => $"{method} of {Target}";

    private void Cancel()
    {
        try
        {
            _cancellation!.Cancel();
        }
#pragma warning disable CA1031 // What a registration throws has no caller, and must not end the process.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _node!.LogCancellationFailed(this, error);
        }
    }
}
