using Orleans.Distributed.Calls;
using Orleans.Distributed.Channels;
using Orleans.Distributed.Peers;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Messages;

/// <summary>Requests and replies between processes as bytes.</summary>
/// <remarks>
/// A request is a <see cref="RequestHeader"/> and a body; a reply is a <see cref="CallStatus"/>, the symbol number that its
/// sender knows, and a body. Both acknowledge symbols, so that later messages name types and functions by number. A body is a
/// value and a <see cref="TransferTrailer"/>, or empty.
/// </remarks>
internal sealed partial class MessageCodec(LocalProcess process, ValueCodec values, ReferenceTraffic traffic, ITransferReceiver receiver)
{
    [ThreadStatic]
    private static EncodeContext? _encodeContext;

    [ThreadStatic]
    private static DecodeContext? _decodeContext;

    public ValueCodec Values { get; } = values;

    /// <summary>Encodes a request with a body. Its number is set when it is sent.</summary>
    /// <exception cref="UnsendableValueException">The body cannot be sent; nothing was.</exception>
    public Payload EncodeRequest<T>(Peer receiver, T body)
    {
        MessageWriter writer = BeginRequest(receiver);
        return Finish(writer, receiver, body);
    }

    /// <summary>Encodes a call. Its number is set when it is sent, and then <see cref="Payload.CopyRest"/> is to be called.</summary>
    /// <exception cref="UnsendableValueException">The function or an argument cannot be sent; nothing was.</exception>
    public Payload EncodeCall(Peer receiver, Calls.Invocation invocation, CallTerms terms)
    {
        MessageWriter writer = BeginRequest(receiver, copiesLate: true);
        terms.Write(writer);
        return Finish(writer, receiver, invocation);
    }

    /// <summary>Encodes a request without a body. Its number is set when it is sent.</summary>
    public Payload EncodeRequest(Peer receiver) => BeginRequest(receiver).ToPayloadAndReturn();

    /// <summary>
    /// Encodes a channel operation that carries an item. Its number is set when it is sent, and then <see cref="Payload.CopyRest"/> is to be called.
    /// </summary>
    /// <exception cref="UnsendableValueException">The item cannot be sent; nothing was.</exception>
    public Payload EncodeOperation<T>(Peer receiver, ChannelOperation operation, T item)
    {
        MessageWriter writer = BeginRequest(receiver, copiesLate: true);
        writer.WriteByte((byte)operation);
        return Finish(writer, receiver, item);
    }

    /// <summary>Encodes a channel operation that carries nothing.</summary>
    public Payload EncodeOperation(Peer receiver, ChannelOperation operation)
    {
        MessageWriter writer = BeginRequest(receiver);
        writer.WriteByte((byte)operation);
        return writer.ToPayloadAndReturn();
    }

    /// <summary>Encodes an interrupt.</summary>
    public Payload EncodeInterrupt(Peer receiver, InterruptMode mode)
    {
        MessageWriter writer = BeginRequest(receiver);
        writer.WriteByte((byte)mode);
        return writer.ToPayloadAndReturn();
    }

    /// <summary>Copies a value as it is now. Needs no receiver, so that the copy can be sent to any.</summary>
    /// <exception cref="UnsendableValueException">The value cannot be sent.</exception>
    public Snapshot<T> TakeSnapshot<T>(T value)
    {
        MessageWriter writer = MessageWriter.Rent();
        var handles = new SnapshotHandles();
        try
        {
            Values.Encode(writer, value, new EncodeContext { State = handles });
        }
        catch
        {
            writer.Return();
            throw;
        }

        return new Snapshot<T>(Values, writer.ToArrayAndReturn(), handles);
    }

    /// <summary>Reads a request's header. Every request passes here, so that what it acknowledges is noted.</summary>
    public static RequestHeader ReadRequest(Payload request, PeerTable peers, out Peer? sender, out Payload body)
    {
        var reader = new MessageReader(request);
        RequestHeader header = ReadHeader(ref reader, peers, out sender);
        body = reader.Rest;
        return header;
    }

    /// <summary>Reads what comes before the function of a call. A call without a function has no terms, and an empty body.</summary>
    public static RequestHeader ReadCall(Payload request, PeerTable peers, out Peer? sender, out CallTerms terms, out Payload body)
    {
        var reader = new MessageReader(request);
        RequestHeader header = ReadHeader(ref reader, peers, out sender);
        terms = reader.AtEnd ? default : CallTerms.Read(ref reader);
        body = reader.Rest;
        return header;
    }

    /// <summary>
    /// Reads the value of a body, and receives the handles that came with it, whether it can be read or not. The body is given up.
    /// </summary>
    public T DecodeBody<T>(Peer sender, Payload body) => Read(sender, body, static (self, value, context) => self.Decode<T>(value, context));

    /// <summary>
    /// Receives the handles of a body that nobody wants to read, so that their owners do not wait for their arrival. The body is given up.
    /// </summary>
    public void Refuse(Peer sender, Payload body)
    {
        List<HandleTransfer>? transfers = TransferTrailer.Read(body, sender.Pid, out _);
        body.Release();
        if (transfers is not null)
        {
            new TransferArrival(transfers).RefuseRest(receiver);
        }
    }

    /// <summary>Receives the handles of a reply that came too late.</summary>
    public void RefuseReply(Peer sender, Payload reply)
    {
        ReadReply(sender, reply, out Payload body);
        Refuse(sender, body);
    }

    /// <summary>A reply without a body.</summary>
    public static Payload EncodeReply(CallStatus status) => new([(byte)status, 0]);

    /// <summary>Whether a reply says that there is no such thing.</summary>
    public static bool IsGone(Payload reply) => reply.Bytes.FirstSpan[0] == (byte)CallStatus.Gone;

    /// <summary>A reply that says more than its status.</summary>
    public Payload EncodeReply<T>(CallStatus status, Peer receiver, T body) => Finish(BeginReply(status, receiver), receiver, body);

    /// <summary>A reply with a value; one with a fault when the value cannot be sent.</summary>
    /// <param name="receiver">Who is answered.</param>
    /// <param name="value">The value.</param>
    /// <param name="copiesLate">Whether <see cref="Payload.CopyRest"/> is called when the reply was sent.</param>
    public Payload EncodeValueReply<T>(Peer receiver, T value, bool copiesLate = false)
    {
        try
        {
            try
            {
                return Finish(BeginReply(CallStatus.Value, receiver, copiesLate), receiver, value);
            }
            catch (Exception) when (value is IRepairableResult)
            {
                return Finish(BeginReply(CallStatus.Value, receiver), receiver, (T)((IRepairableResult)value).WithoutUnsendable(process.Pid, this));
            }
        }
        catch (Exception e)
        {
            // Whatever encoding trips over is the caller's to know, and nobody else's.
            return EncodeFaultReply(receiver, RemoteFault.Capture(process.Pid, e));
        }
    }

    public Payload EncodeFaultReply(Peer receiver, RemoteFault fault)
    {
        MessageWriter writer = BeginReply(CallStatus.Fault, receiver);
        return Finish(writer, receiver, fault);
    }

    /// <summary>Reads a reply's first byte, and notes what it acknowledges.</summary>
    public static CallStatus ReadReply(Peer sender, Payload reply, out Payload body)
    {
        var reader = new MessageReader(reply);
        var status = (CallStatus)reader.ReadByte();
        int known = reader.ReadVarint32();
        if (known != 0)
        {
            sender.OutgoingSymbols.Acknowledge(known);
        }

        body = reader.Rest;
        return status;
    }

    private static RequestHeader ReadHeader(ref MessageReader reader, PeerTable peers, out Peer? sender)
    {
        RequestHeader header = RequestHeader.Read(ref reader);
        sender = peers.GetSender(header.Caller);
        sender?.OutgoingSymbols.Acknowledge(header.KnownSymbols);
        return header;
    }

    private MessageWriter BeginRequest(Peer receiver, bool copiesLate = false)
    {
        MessageWriter writer = MessageWriter.Rent(copiesLate);
        new RequestHeader(0, process.Pid, receiver.IncomingSymbols.KnownThrough).Write(writer);
        return writer;
    }

    private static MessageWriter BeginReply(CallStatus status, Peer receiver, bool copiesLate = false)
    {
        MessageWriter writer = MessageWriter.Rent(copiesLate);
        writer.WriteByte((byte)status);
        writer.WriteVarint(receiver.IncomingSymbols.KnownThrough);
        return writer;
    }

    private Payload Finish<T>(MessageWriter writer, Peer receiver, T body) =>
        Finish(writer, receiver, body, static (self, to, value, context) => self.Values.Encode(to, value, context));

    private Payload Finish<T>(MessageWriter writer, Peer receiver, T body, Action<MessageCodec, MessageWriter, T, EncodeContext> write)
    {
        EncodeContext context = _encodeContext ?? new EncodeContext();
        _encodeContext = null;
        var scope = new TransferScope(receiver);
        try
        {
            context.State = scope;
            context.Symbols = receiver.OutgoingSymbols;
            write(this, writer, body, context);
            TransferTrailer.Write(writer, scope.Transfers);
        }
        catch
        {
            writer.Return();
            scope.Withdraw();
            throw;
        }
        finally
        {
            context.Reset();
            _encodeContext = context;
        }

        // The owners hear of the handles in this message before the message is sent.
        traffic.Flush(scope.Owners);
        return writer.ToPayloadAndReturn();
    }

    private T Decode<T>(Payload value, DecodeContext context) => value.TryGetMemory(out ReadOnlyMemory<byte> bytes)
        ? Values.Decode<T>(bytes, context)
        : Values.Decode<T>(value.Bytes, context);

    private T Read<T>(Peer sender, Payload body, Func<MessageCodec, Payload, DecodeContext, T> read)
    {
        TransferArrival? arrival = TransferTrailer.Read(body, sender.Pid, out Payload value) is { } transfers
            ? new TransferArrival(transfers)
            : null;
        DecodeContext context = _decodeContext ?? new DecodeContext();
        _decodeContext = null;
        try
        {
            context.State = arrival;
            context.Symbols = sender.IncomingSymbols;
            context.AdoptsArrays = true;
            return read(this, value, context);
        }
        finally
        {
            context.Reset();
            _decodeContext = context;
            body.Release();
            arrival?.RefuseRest(receiver);
        }
    }
}
