using System.Buffers;
using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization;

/// <summary>
/// Writes several values one after the other into one message. They share symbols and the identity of objects.
/// Get one from <see cref="ValueCodec.StartMessage"/>, write, and call <see cref="Complete"/>; in every case call <see cref="Dispose"/>.
/// Nothing reaches the output before <see cref="Complete"/>: a refused value leaves no trace there.
/// </summary>
public ref partial struct ValueWriter
{
    private readonly IBufferWriter<byte> _output;
    private readonly bool _ownsContext;

    // What the caller's buffer has in one piece. Used up to _firstLength, which is -1 while it is being filled.
    private readonly Span<byte> _first;
    private int _firstLength;

    // What is being filled: _first, or a chunk, whose bytes before _chunkStart are in the segments already.
    private Span<byte> _span;
    private int _position;
    private byte[]? _chunk;
    private int _chunkStart;
    private int _depth;

    internal ValueWriter(ValueCodec codec, IBufferWriter<byte> output, EncodeContext? context)
    {
        ArgumentNullException.ThrowIfNull(output);
        Codec = codec;
        _output = output;
        _ownsContext = context is null;
        Context = context ?? ContextPool.RentEncode();
        if (Context.InUse)
        {
            throw new InvalidOperationException("The context is in use by another message. Use one context per message at a time.");
        }

        _span = _first = output.GetSpan(FirstChunkSize);
        _firstLength = -1;
        _position = 1;
        Context.InUse = true;
    }

    internal ValueCodec Codec { get; }

    internal EncodeContext Context { get; }

    /// <summary>Writes one value.</summary>
    /// <typeparam name="T">The type that the reader will ask for. No type is written when the value is exactly that.</typeparam>
    /// <param name="value">The value.</param>
    /// <exception cref="UnsendableValueException">The value holds something that cannot be sent. The message must be given up.</exception>
    public void Write<T>(T value) => WriteWith(Codec.CodecFor<T>(), value);

    /// <summary>Writes one value whose type is known at run time only.</summary>
    /// <param name="value">The value.</param>
    /// <param name="declaredType">The type that the reader will ask for.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not of <paramref name="declaredType"/>.</exception>
    /// <exception cref="UnsendableValueException">The value holds something that cannot be sent. The message must be given up.</exception>
    public void Write(object? value, Type declaredType)
    {
        ArgumentNullException.ThrowIfNull(declaredType);
        Codec codec = Codec.CodecFor(declaredType);
        try
        {
            codec.WriteObject(ref this, value);
        }
        catch (Exception error) when (error is not ArgumentException)
        {
            throw Refusals.RefusalPath.Complete(Codec, value, error);
        }
    }

    /// <summary>Ends the message and hands it to the output.</summary>
    /// <returns>The size of the message in bytes.</returns>
    public long Complete()
    {
        bool hasSymbols = !Context.MessageSymbols.IsEmpty;
        if (hasSymbols)
        {
            Context.MessageSymbols.WriteTable(ref this, Context.Symbols);
        }

        _first[0] = hasSymbols ? MessageFormat.WithSymbols : MessageFormat.Plain;
        return Flush();
    }

    /// <summary>Gives back what the message used. Before <see cref="Complete"/> it gives up the message.</summary>
    public readonly void Dispose()
    {
        if (_ownsContext)
        {
            ContextPool.Return(Context);
        }
        else
        {
            Context.ResetMessage();
        }
    }

    internal void WriteWith<T>(Codec<T> codec, T value)
    {
        try
        {
            codec.Write(ref this, value);
        }
        catch (Exception error)
        {
            throw Refusals.RefusalPath.Complete(Codec, value, error);
        }
    }
}
