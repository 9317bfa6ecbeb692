using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Symbols;

namespace Orleans.Distributed.Serialization;

/// <summary>
/// Any .NET value as bytes, and back. What belongs to one process only is refused with its path; decoding is safe on hostile bytes.
/// Thread-safe. Types are analysed once per codec, so keep one for the life of the process.
/// </summary>
public sealed class ValueCodec
{
    /// <summary>The depth from which on the content of objects is put off instead of nested. Part of the format.</summary>
    internal const int DeferredDepth = 32;

    private readonly ConcurrentDictionary<Type, Codec> _codecs = new();
    private readonly ConcurrentDictionary<Type, ObjectCodec> _objectCodecs = new();
    private readonly ObjectCodec?[] _wellKnown = new ObjectCodec?[WellKnownTypes.FirstSymbolCode];
    private readonly CodecFactory _factory;

    /// <summary>Creates a codec.</summary>
    /// <param name="options">Limits and surrogates; by default none but the defaults of <see cref="ValueCodecOptions"/>.</param>
    /// <exception cref="ArgumentException">A limit is out of range.</exception>
    public ValueCodec(ValueCodecOptions? options = null)
    {
        options ??= new ValueCodecOptions();
        if (options.MaxDepth < ValueCodecOptions.SmallestMaxDepth)
        {
            throw new ArgumentException(
                $"MaxDepth is {options.MaxDepth}, and must be at least {ValueCodecOptions.SmallestMaxDepth}.", nameof(options));
        }

        if (options.MaxBytes is < 1 or > int.MaxValue)
        {
            throw new ArgumentException($"MaxBytes is {options.MaxBytes}, and must be from 1 to {int.MaxValue}.", nameof(options));
        }

        MaxDepth = options.MaxDepth;
        MaxBytes = options.MaxBytes;
        Types = new TypeFinder(options.AssemblyResolver, options.Aliases.ToFrozenDictionary(StringComparer.Ordinal));
        _factory = new CodecFactory(this, [.. options.Surrogates], options.TypeFilter);
    }

    /// <summary>A codec with default options.</summary>
    public static ValueCodec Shared { get; } = new();

    internal int MaxDepth { get; }

    internal long MaxBytes { get; }

    internal TypeFinder Types { get; }

    internal SymbolCache Symbols { get; } = new();

    internal ConcurrentDictionary<System.Reflection.MethodInfo, Functions.FunctionSymbol> Functions { get; } = new();

    internal ConcurrentDictionary<Type, Symbol> TypeSymbols { get; } = new();

    /// <summary>Writes one value as one message.</summary>
    /// <typeparam name="T">The type that the receiver will ask for. No type is written when the value is exactly that.</typeparam>
    /// <param name="output">Where the message goes. When the value is refused, nothing does.</param>
    /// <param name="value">The value.</param>
    /// <param name="context">State for surrogates, or a symbol session; by default none. It is left ready for another message.</param>
    /// <exception cref="UnsendableValueException">The value holds something that cannot be sent.</exception>
    public void Encode<T>(IBufferWriter<byte> output, T value, EncodeContext? context = null)
    {
        using var writer = new ValueWriter(this, output, context);
        writer.WriteWith(CodecFor<T>(), value);
        writer.Complete();
    }

    /// <summary>Writes one value as one message.</summary>
    /// <param name="output">Where the message goes. When the value is refused, nothing does.</param>
    /// <param name="value">The value.</param>
    /// <param name="declaredType">The type that the receiver will ask for.</param>
    /// <param name="context">State for surrogates, or a symbol session; by default none. It is left ready for another message.</param>
    /// <exception cref="ArgumentException"><paramref name="value"/> is not of <paramref name="declaredType"/>.</exception>
    /// <exception cref="UnsendableValueException">The value holds something that cannot be sent.</exception>
    public void Encode(IBufferWriter<byte> output, object? value, Type declaredType, EncodeContext? context = null)
    {
        using var writer = new ValueWriter(this, output, context);
        writer.Write(value, declaredType);
        writer.Complete();
    }

    /// <summary>Reads a message of one value.</summary>
    /// <typeparam name="T">The type that it was written as.</typeparam>
    /// <param name="input">The whole message. Nothing refers to it afterwards.</param>
    /// <param name="context">State for surrogates, or a symbol session; by default none. It is left ready for another message.</param>
    /// <returns>The value.</returns>
    /// <exception cref="MalformedDataException">The bytes are not such a message.</exception>
    public T Decode<T>(ReadOnlyMemory<byte> input, DecodeContext? context = null)
    {
        using var reader = new ValueReader(this, input.Span, context);
        T value = reader.ReadWith(CodecFor<T>());
        reader.Complete();
        return value;
    }

    /// <inheritdoc cref="Decode{T}(ReadOnlyMemory{byte}, DecodeContext?)"/>
    public T Decode<T>(ReadOnlySequence<byte> input, DecodeContext? context = null)
    {
        using var reader = new ValueReader(this, input, context);
        T value = reader.ReadWith(CodecFor<T>());
        reader.Complete();
        return value;
    }

    /// <summary>Reads a message of one value.</summary>
    /// <param name="input">The whole message. Nothing refers to it afterwards.</param>
    /// <param name="declaredType">The type that it was written as.</param>
    /// <param name="context">State for surrogates, or a symbol session; by default none. It is left ready for another message.</param>
    /// <returns>The value.</returns>
    /// <exception cref="MalformedDataException">The bytes are not such a message.</exception>
    public object? Decode(ReadOnlyMemory<byte> input, Type declaredType, DecodeContext? context = null)
    {
        using var reader = new ValueReader(this, input.Span, context);
        object? value = reader.Read(declaredType);
        reader.Complete();
        return value;
    }

    /// <inheritdoc cref="Decode(ReadOnlyMemory{byte}, Type, DecodeContext?)"/>
    public object? Decode(ReadOnlySequence<byte> input, Type declaredType, DecodeContext? context = null)
    {
        using var reader = new ValueReader(this, input, context);
        object? value = reader.Read(declaredType);
        reader.Complete();
        return value;
    }

    /// <summary>Begins a message of several values.</summary>
    /// <param name="output">Where the message goes when it is complete.</param>
    /// <param name="context">State for surrogates, or a symbol session; by default none.</param>
    /// <returns>The writer. Dispose it in every case.</returns>
    public ValueWriter StartMessage(IBufferWriter<byte> output, EncodeContext? context = null) => new(this, output, context);

    /// <summary>Opens a message of several values.</summary>
    /// <param name="input">The whole message.</param>
    /// <param name="context">State for surrogates, or a symbol session; by default none.</param>
    /// <returns>The reader. Dispose it in every case.</returns>
    /// <exception cref="MalformedDataException">The bytes are not a message.</exception>
    public ValueReader OpenMessage(ReadOnlyMemory<byte> input, DecodeContext? context = null) => new(this, input.Span, context);

    /// <inheritdoc cref="OpenMessage(ReadOnlyMemory{byte}, DecodeContext?)"/>
    public ValueReader OpenMessage(ReadOnlySequence<byte> input, DecodeContext? context = null) => new(this, input, context);

    internal Codec<T> CodecFor<T>()
    {
        if (RecentCodec<T>.Last is { } last && ReferenceEquals(last.Owner, this))
        {
            return last.Codec;
        }

        if (RecentCodec<T>.LastButOne is { } lastButOne && ReferenceEquals(lastButOne.Owner, this))
        {
            return lastButOne.Codec;
        }

        var codec = (Codec<T>)CodecFor(typeof(T));
        RecentCodec<T>.LastButOne = RecentCodec<T>.Last;
        RecentCodec<T>.Last = new RecentCodec<T>(this, codec);
        return codec;
    }

    internal Codec CodecFor(Type declaredType)
        => _codecs.TryGetValue(declaredType, out Codec? codec) ? codec : _codecs.GetOrAdd(declaredType, _factory.Create(declaredType));

    /// <summary>The codec for the content of objects of a run-time type.</summary>
    internal ObjectCodec ObjectCodecFor(Type type)
        => _objectCodecs.TryGetValue(type, out ObjectCodec? codec) ? codec : _objectCodecs.GetOrAdd(type, _factory.CreateForObjects(type));

    internal ObjectCodec WellKnownCodec(uint code)
        => _wellKnown[code] ??= ObjectCodecFor(
            WellKnownTypes.TypeOf(code) ?? throw new MalformedDataException($"There is no well-known type {code}."));

    /// <summary>Which codec of the values of one type was looked up lately. Two are kept, as a process may use two in turn.</summary>
    private sealed record RecentCodec<T>(ValueCodec Owner, Codec<T> Codec)
    {
        public static RecentCodec<T>? Last { get; set; }

        public static RecentCodec<T>? LastButOne { get; set; }
    }
}
