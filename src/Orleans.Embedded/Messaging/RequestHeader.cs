using System.Buffers;
using Orleans.Runtime.Invocation;

namespace Orleans.Runtime.Messaging;

/// <summary>What stands before the arguments of a request.</summary>
internal struct RequestHeader
{
    public MessageKind Kind;
    public RequestFlags Flags;
    public ulong Id;
    public ulong MethodId;
    public GrainId Target;
    public GrainId Source;
    public int ForwardCount;
    public string[]? TypeArguments;

    /// <summary>The id of the call chain within which the request may re-enter grains. It is in the context, too, which is read later.</summary>
    public Guid ReentrancyId;

    /// <summary>Where the body begins.</summary>
    public long BodyStart;

    public readonly bool HasContext => (Flags & RequestFlags.Context) != 0;

    public readonly bool IsCancellable => (Flags & RequestFlags.Cancellable) != 0;

    public static RequestHeader Read(ReadOnlySequence<byte> message, GrainIdCache cache)
    {
        var reader = new MessageReader(message);
        var header = new RequestHeader
        {
            Kind = (MessageKind)reader.ReadByte(),
            Flags = (RequestFlags)reader.ReadByte(),
            Id = reader.ReadUInt64(),
            MethodId = reader.ReadUInt64(),
            Target = reader.ReadGrainId(cache),
        };
        if ((header.Flags & RequestFlags.Source) != 0)
        {
            header.Source = reader.ReadGrainId(cache);
        }

        if ((header.Flags & RequestFlags.Forwarded) != 0)
        {
            header.ForwardCount = reader.ReadByte();
        }

        if ((header.Flags & RequestFlags.TypeArguments) != 0)
        {
            header.TypeArguments = new string[reader.ReadByte()];
            for (int i = 0; i < header.TypeArguments.Length; i++)
            {
                header.TypeArguments[i] = reader.ReadText();
            }
        }

        if ((header.Flags & RequestFlags.Reentrancy) != 0)
        {
            header.ReentrancyId = reader.ReadGuid();
        }

        header.BodyStart = reader.Consumed;
        return header;
    }

    public static RequestHeader For(GrainMethod method, ulong id, GrainId target, GrainId source, Dictionary<string, object>? context)
    {
        Guid reentrancyId = RequestContext.ReentrancyIdOf(context);
        return For(method, id, target, source, context is not null, reentrancyId);
    }

    private static RequestHeader For(GrainMethod method, ulong id, GrainId target, GrainId source, bool hasContext, Guid reentrancyId) => new()
    {
        Kind = method.IsOneWay ? MessageKind.OneWay : MessageKind.Request,
        Flags = (hasContext ? RequestFlags.Context : 0)
            | (reentrancyId == Guid.Empty ? 0 : RequestFlags.Reentrancy)
            | (source.IsDefault ? 0 : RequestFlags.Source)
            | (method.TypeArgumentNames is null ? 0 : RequestFlags.TypeArguments)
            | (method.CancellationTokenIndex >= 0 ? RequestFlags.Cancellable : 0),
        Id = id,
        MethodId = method.Id,
        Target = target,
        Source = source,
        TypeArguments = method.TypeArgumentNames,
        ReentrancyId = reentrancyId,
    };

    public readonly void Write(MessageBuffer buffer)
    {
        RequestFlags flags = ForwardCount > 0 ? Flags | RequestFlags.Forwarded : Flags & ~RequestFlags.Forwarded;
        buffer.WriteByte((byte)Kind);
        buffer.WriteByte((byte)flags);
        buffer.WriteUInt64(Id);
        buffer.WriteUInt64(MethodId);
        buffer.WriteGrainId(Target);
        if ((flags & RequestFlags.Source) != 0)
        {
            buffer.WriteGrainId(Source);
        }

        if (ForwardCount > 0)
        {
            buffer.WriteByte((byte)ForwardCount);
        }

        if ((flags & RequestFlags.TypeArguments) != 0)
        {
            buffer.WriteByte(checked((byte)TypeArguments!.Length));
            foreach (string name in TypeArguments)
            {
                buffer.WriteString(name);
            }
        }

        if ((flags & RequestFlags.Reentrancy) != 0)
        {
            Span<byte> id = stackalloc byte[16];
            ReentrancyId.TryWriteBytes(id);
            buffer.WriteBytes(id);
        }
    }
}
