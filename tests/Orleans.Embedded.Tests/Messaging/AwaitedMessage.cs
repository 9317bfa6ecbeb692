using System.Buffers;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Runtime.Messaging;

namespace Orleans.Embedded.Tests.Messaging;

internal sealed class AwaitedMessage : IAwaitedMessage
{
    public ulong Id { get; set; }

    public long Deadline { get; init; } = long.MaxValue;

    public Connection? Connection { get; set; }

    public bool RunsForeignCode(MessageKind kind) => throw new NotSupportedException();

    public void OnResult(ReadOnlySequence<byte> body, IPayloadSource? source) => throw new NotSupportedException();

    public void OnError(ReadOnlySequence<byte> body) => throw new NotSupportedException();

    public void OnRejection(RejectionKind kind, string reason) => throw new NotSupportedException();

    public void OnTimeout() => throw new NotSupportedException();
}
