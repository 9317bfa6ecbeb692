using System.Buffers;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Runtime.Messaging;

namespace Orleans.Distributed.Benchmarks.Micro;

/// <summary>A message that waits, and to which nothing ever comes.</summary>
internal sealed class UnansweredMessage : IAwaitedMessage
{
    public ulong Id { get; set; }

    public long Deadline => long.MaxValue;

    public Connection? Connection { get; set; }

    public bool RunsForeignCode(MessageKind kind) => false;

    public void OnResult(ReadOnlySequence<byte> body, IPayloadSource? source) => throw new NotSupportedException();

    public void OnError(ReadOnlySequence<byte> body) => throw new NotSupportedException();

    public void OnRejection(RejectionKind kind, string reason) => throw new NotSupportedException();

    public void OnTimeout() => throw new NotSupportedException();
}
