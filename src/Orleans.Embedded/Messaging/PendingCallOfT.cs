using System.Buffers;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Runtime.Invocation;

namespace Orleans.Runtime.Messaging;

/// <inheritdoc/>
/// <typeparam name="TResult">The result.</typeparam>
internal sealed class PendingCall<TResult>(ClusterNode node, GrainId target, GrainMethod method) : PendingCall(node, target, method)
{
    private static readonly bool IsResultPlain = PlainTypes.IsPlain(typeof(TResult));

    // Continuations are user code, which must not run on the threads that read from links.
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Task Task => _completion.Task;

    public Task<TResult> ResultTask => _completion.Task;

    public override bool TakesPayload => typeof(TResult) == typeof(Payload);

    public override bool RunsForeignCode(MessageKind kind) => kind == MessageKind.Error || (kind == MessageKind.Result && !IsResultPlain);

    public void SetResult(TResult result) => _completion.TrySetResult(result);

    protected override void ReadResult(ReadOnlySequence<byte> body, IPayloadSource? source) =>
        _completion.TrySetResult(typeof(TResult) == typeof(VoidResult) ? default! : MessageCodec.Decode<TResult>(body, Node, source));

    protected override void SetException(Exception error)
    {
        if (error is OperationCanceledException { CancellationToken.IsCancellationRequested: true } cancelled)
        {
            _completion.TrySetCanceled(cancelled.CancellationToken);
        }
        else
        {
            _completion.TrySetException(error);
        }
    }
}
