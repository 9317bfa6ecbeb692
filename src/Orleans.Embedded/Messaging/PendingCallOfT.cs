using System.Buffers;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Runtime.Invocation;
using Orleans.Runtime.Scheduling;

namespace Orleans.Runtime.Messaging;

/// <inheritdoc/>
/// <typeparam name="TResult">The result.</typeparam>
internal sealed class PendingCall<TResult>(ClusterNode node, GrainId target, GrainMethod method)
    : PendingCall(node, target, method), IThreadPoolWorkItem
{
    private static readonly bool IsResultPlain = PlainTypes.IsPlain(typeof(TResult));

    private readonly TaskCompletionSource<TResult> _completion = new();
    private TResult? _result;
    private Exception? _error;

    public override Task Task => _completion.Task;

    public Task<TResult> ResultTask => _completion.Task;

    public override bool TakesPayload => typeof(TResult) == typeof(Payload);

    public override bool RunsForeignCode(MessageKind kind) => kind == MessageKind.Error || (kind == MessageKind.Result && !IsResultPlain);

    public void SetResult(TResult result)
    {
        _result = result;
        Continuations.Shared.Run(this);
    }

    // Continuations are user code, which must not run on the threads that read from links: so the task ends here.
    void IThreadPoolWorkItem.Execute()
    {
        if (_error is null)
        {
            _completion.TrySetResult(_result!);
        }
        else if (_error is OperationCanceledException { CancellationToken.IsCancellationRequested: true } cancelled)
        {
            _completion.TrySetCanceled(cancelled.CancellationToken);
        }
        else
        {
            _completion.TrySetException(_error);
        }
    }

    protected override void ReadResult(ReadOnlySequence<byte> body, IPayloadSource? source) =>
        SetResult(typeof(TResult) == typeof(VoidResult) ? default! : MessageCodec.Decode<TResult>(body, Node, source));

    protected override void SetException(Exception error)
    {
        _error = error;
        Continuations.Shared.Run(this);
    }
}
