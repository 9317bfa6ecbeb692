using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>The codecs of plain values. Whatever is not valid for every bit pattern is checked when it is read.</summary>
internal static class NumberCodecs
{
    private static readonly Dictionary<Type, Codec> Codecs = new Codec[]
    {
        new SimpleCodec<bool>((ref w, v) => w.WriteBoolean(v), (ref r) => r.ReadBoolean()),
        new SimpleCodec<byte>((ref w, v) => w.WriteByte(v), (ref r) => r.ReadByte()),
        new SimpleCodec<sbyte>((ref w, v) => w.WriteSByte(v), (ref r) => r.ReadSByte()),
        new SimpleCodec<short>((ref w, v) => w.WriteInt16(v), (ref r) => r.ReadInt16()),
        new SimpleCodec<ushort>((ref w, v) => w.WriteUInt16(v), (ref r) => r.ReadUInt16()),
        new SimpleCodec<char>((ref w, v) => w.WriteChar(v), (ref r) => r.ReadChar()),
        new SimpleCodec<int>((ref w, v) => w.WriteInt32(v), (ref r) => r.ReadInt32()),
        new SimpleCodec<uint>((ref w, v) => w.WriteUInt32(v), (ref r) => r.ReadUInt32()),
        new SimpleCodec<long>((ref w, v) => w.WriteInt64(v), (ref r) => r.ReadInt64()),
        new SimpleCodec<ulong>((ref w, v) => w.WriteUInt64(v), (ref r) => r.ReadUInt64()),
        new SimpleCodec<float>((ref w, v) => w.WriteSingle(v), (ref r) => r.ReadSingle(), 4),
        new SimpleCodec<double>((ref w, v) => w.WriteDouble(v), (ref r) => r.ReadDouble(), 8),
        new SimpleCodec<decimal>(WriteDecimal, ReadDecimal, 16),
        new SimpleCodec<DateTime>((ref w, v) => w.WriteInt64(v.ToBinary()), (ref r) => DateTime.FromBinary(r.ReadInt64())),
        new SimpleCodec<DateTimeOffset>(WriteOffset, (ref r) => new DateTimeOffset(r.ReadInt64(), TimeSpan.FromMinutes(r.ReadInt32())), 2),
        new SimpleCodec<TimeSpan>((ref w, v) => w.WriteInt64(v.Ticks), (ref r) => new TimeSpan(r.ReadInt64())),
        new SimpleCodec<DateOnly>((ref w, v) => w.WriteInt32(v.DayNumber), (ref r) => DateOnly.FromDayNumber(r.ReadInt32())),
        new SimpleCodec<TimeOnly>((ref w, v) => w.WriteInt64(v.Ticks), (ref r) => new TimeOnly(r.ReadInt64())),
        new SimpleCodec<Rune>((ref w, v) => w.WriteInt32(v.Value), (ref r) => new Rune(r.ReadInt32())),
        new SimpleCodec<Index>((ref w, v) => WriteIndex(ref w, v), (ref r) => ReadIndex(ref r)),
        new SimpleCodec<Range>(WriteRange, (ref r) => new Range(ReadIndex(ref r), ReadIndex(ref r)), 2),
        new SimpleCodec<BigInteger>(WriteBigInteger, ReadBigInteger),
        new SimpleCodec<JsonElement>(
            (ref w, v) => w.WriteText(v.ValueKind == JsonValueKind.Undefined ? string.Empty : v.GetRawText()), ReadJson),
    }.ToDictionary(codec => codec.Type);

    public static Codec? Find(Type type) => Codecs.GetValueOrDefault(type);

    private static void WriteDecimal(ref ValueWriter writer, decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        foreach (int part in parts)
        {
            writer.WriteFixed32((uint)part);
        }
    }

    private static decimal ReadDecimal(ref ValueReader reader)
    {
        Span<int> parts = stackalloc int[4];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = (int)reader.ReadFixed32();
        }

        return new decimal(parts);
    }

    private static void WriteOffset(ref ValueWriter writer, DateTimeOffset value)
    {
        writer.WriteInt64(value.Ticks);
        writer.WriteInt32(value.TotalOffsetMinutes);
    }

    private static void WriteIndex(ref ValueWriter writer, Index value) => writer.WriteInt32(value.IsFromEnd ? ~value.Value : value.Value);

    private static Index ReadIndex(ref ValueReader reader)
    {
        int value = reader.ReadInt32();
        return value < 0 ? new Index(~value, fromEnd: true) : new Index(value);
    }

    private static void WriteRange(ref ValueWriter writer, Range value)
    {
        WriteIndex(ref writer, value.Start);
        WriteIndex(ref writer, value.End);
    }

    private static void WriteBigInteger(ref ValueWriter writer, BigInteger value)
    {
        int count = value.GetByteCount();
        writer.WriteVarUInt32((uint)count);
        byte[] bytes = value.ToByteArray();
        writer.WriteArray(bytes, 0, bytes.Length);
    }

    private static BigInteger ReadBigInteger(ref ValueReader reader) => new(reader.Take(reader.ReadCount(1)));

    private static JsonElement ReadJson(ref ValueReader reader)
        => reader.ReadText() is { Length: > 0 } text ? JsonElement.Parse(text) : default;
}
