using Orleans.Distributed.Serialization.Collections;
using Orleans.Distributed.Serialization.Versioning;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>
/// A place for objects. The head is 0 for <see langword="null"/>; an even number for the object with number head / 2 - 1;
/// 1 for a new object of exactly the declared type; any other odd number for a new object of the type with code head / 2.
/// </summary>
internal sealed class ReferenceCodec<T>(ValueCodec owner) : Codec<T>, IDescribingCodec<T>
    where T : class
{
    private ObjectCodec? _exact;

    // The last type that was met: most places see one type only.
    private Met? _lastWritten;
    private ObjectCodec? _lastRead;

    public override void Write(ref ValueWriter writer, T value) => Write(ref writer, value, typeof(T));

    /// <summary>Writes an object with its type in any case, so that a reader that does not know the place can read it.</summary>
    public void WriteDescribed(ref ValueWriter writer, T value) => Write(ref writer, value, null);

    public override T Read(ref ValueReader reader)
    {
        ulong head = reader.ReadVarUInt64();
        if (head == 0)
        {
            return null!;
        }

        if ((head & 1) == 0)
        {
            return reader.FindObject((head >> 1) - 1) as T ?? throw Misplaced(null);
        }

        ObjectCodec codec = head == 1 ? _exact ??= owner.ObjectCodecFor(typeof(T)) : reader.FindCodec(head >> 1);
        if (!ReferenceEquals(codec, _lastRead))
        {
            // A surrogate may restore anything, so that only the result can be checked.
            if (!typeof(T).IsAssignableFrom(codec.WireType) && codec is not SurrogateCodec)
            {
                throw Misplaced(codec.WireType);
            }

            _lastRead = codec;
        }

        return reader.ReadNew(codec) as T ?? throw Misplaced(codec.WireType);
    }

    private static MalformedDataException Misplaced(Type? type)
        => new($"The bytes put {(type is null ? "another object" : TypeNames.Short(type))} in a place for {TypeNames.Short(typeof(T))}.");

    private void Write(ref ValueWriter writer, T value, Type? declaredType)
    {
        if (value is null)
        {
            writer.WriteByte(0);
            return;
        }

        ObjectCodec codec = CodecOf(value);
        if (codec is IteratorCodec iterator && iterator.FitsInto(typeof(T)))
        {
            object items = iterator.ToArray(value);
            writer.WriteReference(declaredType, owner.ObjectCodecFor(items.GetType()), items);
            return;
        }

        writer.WriteReference(declaredType, codec, value);
    }

    private ObjectCodec CodecOf(T value)
    {
        Type type = value.GetType();
        if (type == typeof(T))
        {
            return _exact ??= owner.ObjectCodecFor(type);
        }

        if (_lastWritten is { } last && last.Type == type)
        {
            return last.Codec;
        }

        ObjectCodec codec = owner.ObjectCodecFor(type);
        _lastWritten = new Met(type, codec);
        return codec;
    }

    private sealed record Met(Type Type, ObjectCodec Codec);
}
