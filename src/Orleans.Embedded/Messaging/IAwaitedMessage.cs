using System.Buffers;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Runtime.Messaging;

/// <summary>Something sent that waits for its answer: a call of this process, or one that a gateway or forwarding silo passed on.</summary>
internal interface IAwaitedMessage
{
    /// <summary>The number under which the answer comes.</summary>
    ulong Id { get; set; }

    /// <summary>When waiting ends, in milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    long Deadline { get; }

    /// <summary>Whom it was sent to; <see langword="null"/> when it is in this process.</summary>
    Connection? Connection { get; set; }

    /// <summary>Whether taking an answer of this kind runs code of the application.</summary>
    bool RunsForeignCode(MessageKind kind);

    /// <summary>Whether the result is a payload, which costs nothing to take over.</summary>
    bool TakesPayload => false;

    /// <summary>The result came.</summary>
    /// <param name="body">The result.</param>
    /// <param name="source">What it is part of, when a payload can keep its memory.</param>
    void OnResult(ReadOnlySequence<byte> body, IPayloadSource? source);

    /// <summary>The exception came.</summary>
    void OnError(ReadOnlySequence<byte> body);

    /// <summary>It did not run, or may not have.</summary>
    void OnRejection(RejectionKind kind, string reason);

    /// <summary>The deadline has passed.</summary>
    void OnTimeout();
}
