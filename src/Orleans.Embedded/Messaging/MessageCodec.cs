using System.Buffers;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Runtime.Invocation;

namespace Orleans.Runtime.Messaging;

/// <summary>The codec of all messages of this process. What depends on the silo or client goes through the context's state.</summary>
internal static class MessageCodec
{
    [ThreadStatic]
    private static EncodeContext? _encode;

    [ThreadStatic]
    private static DecodeContext? _decode;

    public static ValueCodec Codec { get; } = new(new ValueCodecOptions()
        .AddSurrogate(typeof(IAddressable), new AddressableSurrogate())
        .AddSurrogate(typeof(SiloAddress), new SiloAddressSurrogate()));

    public static EncodeContext RentEncode(ClusterNode node)
    {
        // Taken while in use: encoding a value can call back into the codec.
        EncodeContext context = _encode ?? new EncodeContext();
        _encode = null;
        context.State = node;
        return context;
    }

    // A thread outlives the silos and clients whose messages it encodes: what it keeps must not keep them.
    public static void Return(EncodeContext context)
    {
        context.State = null;
        _encode = context;
    }

    public static DecodeContext RentDecode(ClusterNode node)
    {
        DecodeContext context = _decode ?? new DecodeContext();
        _decode = null;
        context.State = node;
        return context;
    }

    public static void Return(DecodeContext context)
    {
        context.State = null;
        context.Source = null;
        _decode = context;
    }

    public static void Encode<T>(IBufferWriter<byte> output, T value, ClusterNode node)
    {
        EncodeContext context = RentEncode(node);
        try
        {
            Codec.Encode(output, value, context);
        }
        finally
        {
            Return(context);
        }
    }

    public static T Decode<T>(ReadOnlySequence<byte> input, ClusterNode node, IPayloadSource? source = null)
    {
        DecodeContext context = RentDecode(node);
        context.Source = source;
        try
        {
            return Codec.Decode<T>(input, context);
        }
        finally
        {
            Return(context);
        }
    }

    public static T Copy<T>(T value, ClusterNode node)
    {
        if (value is null)
        {
            return value;
        }

        using var buffer = MessageBuffer.Rent();
        Encode(buffer, value, node);
        return Decode<T>(buffer.Sequence, node);
    }

    public static void Copy<TArguments>(ref TArguments arguments, ulong leaveOut, ClusterNode node)
        where TArguments : struct, IArguments
    {
        using var buffer = MessageBuffer.Rent();
        EncodeContext encode = RentEncode(node);
        ValueWriter writer = Codec.StartMessage(buffer, encode);
        try
        {
            arguments.Write(ref writer, leaveOut);
            writer.Complete();
        }
        finally
        {
            writer.Dispose();
            Return(encode);
        }

        DecodeContext decode = RentDecode(node);
        ValueReader reader = Codec.OpenMessage(buffer.Sequence, decode);
        try
        {
            arguments.Read(ref reader, leaveOut);
        }
        finally
        {
            reader.Dispose();
            Return(decode);
        }
    }

    /// <summary>Writes the body of a request: its context, if it has one, and its arguments.</summary>
    public static void WriteRequestBody<TArguments>(
        MessageBuffer buffer, Dictionary<string, object>? values, ref TArguments arguments, ulong leaveOut, ClusterNode node)
        where TArguments : struct, IArguments
    {
        EncodeContext context = RentEncode(node);
        ValueWriter writer = Codec.StartMessage(buffer, context);
        try
        {
            if (values is not null)
            {
                writer.Write(values);
            }

            arguments.Write(ref writer, leaveOut);
            writer.Complete();
        }
        finally
        {
            writer.Dispose();
            Return(context);
        }
    }

    /// <inheritdoc cref="WriteRequestBody{TArguments}"/>
    public static void WriteRequestBody(MessageBuffer buffer, Request request, ClusterNode node)
    {
        EncodeContext context = RentEncode(node);
        ValueWriter writer = Codec.StartMessage(buffer, context);
        try
        {
            if (request.Context is { } values)
            {
                writer.Write(values);
            }

            request.WriteArguments(ref writer);
            writer.Complete();
        }
        finally
        {
            writer.Dispose();
            Return(context);
        }
    }

    /// <summary>Reads the context of a request, and leaves its arguments.</summary>
    public static Dictionary<string, object> ReadContext(ReadOnlySequence<byte> body, ClusterNode node)
    {
        DecodeContext context = RentDecode(node);
        ValueReader reader = Codec.OpenMessage(body, context);
        try
        {
            return reader.Read<Dictionary<string, object>>();
        }
        finally
        {
            reader.Dispose();
            Return(context);
        }
    }

    public static void ReadRequestBody(
        Request request, ReadOnlySequence<byte> body, bool hasContext, ClusterNode node, IPayloadSource? source = null)
    {
        DecodeContext context = RentDecode(node);
        context.Source = source;
        ValueReader reader = Codec.OpenMessage(body, context);
        try
        {
            if (hasContext)
            {
                request.Context = reader.Read<Dictionary<string, object>>();
            }

            request.ReadArguments(ref reader);
        }
        finally
        {
            reader.Dispose();
            Return(context);
        }
    }
}
