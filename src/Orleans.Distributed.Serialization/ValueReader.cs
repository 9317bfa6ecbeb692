using System.Buffers;
using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization;

/// <summary>
/// Reads the values of one message in the order they were written. Get one from <see cref="ValueCodec.OpenMessage(ReadOnlyMemory{byte},
/// DecodeContext?)"/>,
/// read, call <see cref="Complete"/> to be sure that nothing is left, and in every case <see cref="Dispose"/>.
/// </summary>
public ref partial struct ValueReader
{
    private readonly bool _ownsContext;

    // The piece of the input that is being read, and what follows it.
    private ReadOnlySpan<byte> _span;
    private int _position;
    private ReadOnlySequence<byte> _rest;
    private long _restLength;
    private long _claimable;

    // What follows the values in the input.
    private long _tail;
    private int _depth;
    private bool _hasCycles;

    internal ValueReader(ValueCodec codec, ReadOnlySequence<byte> input, DecodeContext? context)
        : this(codec, context)
    {
        try
        {
            if (input.IsSingleSegment)
            {
                Open(input.FirstSpan);
            }
            else
            {
                Open(input);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal ValueReader(ValueCodec codec, ReadOnlySpan<byte> input, DecodeContext? context)
        : this(codec, context)
    {
        try
        {
            Open(input);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private ValueReader(ValueCodec codec, DecodeContext? context)
    {
        Codec = codec;
        _ownsContext = context is null;
        Context = context ?? ContextPool.RentDecode();
        if (Context.InUse)
        {
            throw new InvalidOperationException("The context is in use by another message. Use one context per message at a time.");
        }

        Context.InUse = true;
    }

    internal ValueCodec Codec { get; }

    internal DecodeContext Context { get; }

    /// <summary>Whether all values of the message were read.</summary>
    public readonly bool IsAtEnd => Remaining == 0;

    /// <summary>Reads the next value.</summary>
    /// <typeparam name="T">The type that it was written as.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="MalformedDataException">The bytes are not such a value. The rest of the message must be given up.</exception>
    public T Read<T>() => ReadWith(Codec.CodecFor<T>());

    /// <summary>Reads the next value, of a type that is known at run time only.</summary>
    /// <param name="declaredType">The type that it was written as.</param>
    /// <returns>The value.</returns>
    /// <exception cref="MalformedDataException">The bytes are not such a value. The rest of the message must be given up.</exception>
    public object? Read(Type declaredType)
    {
        ArgumentNullException.ThrowIfNull(declaredType);
        Codec codec = Codec.CodecFor(declaredType);
        try
        {
            object? value = codec.ReadObject(ref this);
            Finish(0);
            return value;
        }
        catch (Exception error) when (error is not MalformedDataException)
        {
            throw Malformed(declaredType, error);
        }
    }

    /// <summary>Checks that the message holds nothing more.</summary>
    /// <exception cref="MalformedDataException">Something is left.</exception>
    public readonly void Complete()
    {
        if (Remaining != 0)
        {
            throw new MalformedDataException(
                $"{Remaining} bytes are left after the last value. The reader expects other values than the writer wrote.");
        }
    }

    /// <summary>Gives back what the message used.</summary>
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

    internal T ReadWith<T>(Codec<T> codec)
    {
        try
        {
            T value = codec.Read(ref this);
            Finish(0);
            return value;
        }
        catch (Exception error) when (error is not MalformedDataException)
        {
            throw Malformed(typeof(T), error);
        }
    }

    private static MalformedDataException Malformed(Type type, Exception error)
        => new($"A value of type {TypeNames.Short(type)} cannot be rebuilt from the bytes: {error.Message}", error);
}
