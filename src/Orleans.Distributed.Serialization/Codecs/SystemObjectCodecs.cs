using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Orleans.Distributed.Serialization.Collections;
using Orleans.Distributed.Serialization.Functions;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>Classes of the system that are sent as what they mean, not as what they consist of.</summary>
internal static class SystemObjectCodecs
{
    private static readonly (Type Type, ObjectCodec Codec)[] Simple =
    [
        Entry<Uri>((ref w, v) => w.WriteText(v.OriginalString), (ref r) => new Uri(r.ReadText(), UriKind.RelativeOrAbsolute)),
        Entry<Version>((ref w, v) => w.WriteText(v.ToString()), (ref r) => Version.Parse(r.ReadText())),
        Entry<IPAddress>(WriteAddress, ReadAddress),
        Entry<IPEndPoint>(WriteEndPoint, ReadEndPoint),
        Entry<StringBuilder>((ref w, v) => w.WriteText(v.ToString()), (ref r) => new StringBuilder(r.ReadText())),
        Entry<CultureInfo>((ref w, v) => w.WriteText(v.Name), (ref r) => CultureInfo.GetCultureInfo(r.ReadText()), false),
        Entry<CompareInfo>((ref w, v) => w.WriteText(v.Name), (ref r) => CompareInfo.GetCompareInfo(r.ReadText()), false),
        Entry<TimeZoneInfo>((ref w, v) => w.WriteText(v.ToSerializedString()), (ref r) => TimeZoneInfo.FromSerializedString(r.ReadText())),
        Entry<Regex>(WriteRegex, (ref r) => new Regex(r.ReadText(), (RegexOptions)r.ReadInt32(), new TimeSpan(r.ReadInt64()))),
        Entry<Encoding>((ref w, v) => w.WriteText(v.WebName), (ref r) => Encoding.GetEncoding(r.ReadText()), false),
        Entry<FileInfo>((ref w, v) => w.WriteText(v.FullName), (ref r) => new FileInfo(r.ReadText())),
        Entry<DirectoryInfo>((ref w, v) => w.WriteText(v.FullName), (ref r) => new DirectoryInfo(r.ReadText())),
        Entry<JsonDocument>((ref w, v) => w.WriteText(v.RootElement.GetRawText()), (ref r) => JsonDocument.Parse(r.ReadText())),
        Entry<JsonNode>((ref w, v) => w.WriteText(v.ToJsonString()), (ref r) => JsonNode.Parse(r.ReadText())!),
        Entry<BitArray>(WriteBits, ReadBits),
        (typeof(StringComparer), new StringComparerCodec()),
        (typeof(DBNull), new ConstantCodec(typeof(DBNull), DBNull.Value)),
        (typeof(Missing), new ConstantCodec(typeof(Missing), Missing.Value)),
        (typeof(TimeProvider), new ConstantCodec(typeof(TimeProvider), TimeProvider.System)),
    ];

    public static ObjectCodec? Find(ValueCodec owner, Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return new DelegateCodec(owner, type);
        }

        if (typeof(Type).IsAssignableFrom(type))
        {
            return new TypeValueCodec(owner);
        }

        if (typeof(MethodInfo).IsAssignableFrom(type))
        {
            return new MethodCodec(owner);
        }

        foreach ((Type known, ObjectCodec codec) in Simple)
        {
            // The system derives from some of these itself; a user's own class is an ordinary object.
            if (known == type || (known.IsAssignableFrom(type) && type.Assembly == known.Assembly))
            {
                return codec;
            }
        }

        if (DefaultComparer(type) is { } comparer)
        {
            return comparer;
        }

        return Iteration.ElementOf(type) is { } element ? new IteratorCodec(type, element) : null;
    }

    private static (Type Type, ObjectCodec Codec) Entry<T>(WriteAction<T> write, ReadFunction<T> read, bool hasIdentity = true)
        where T : class
        => (typeof(T), new SimpleObjectCodec<T>(write, read, hasIdentity));

    private static ConstantCodec? DefaultComparer(Type type)
    {
        if (type.Assembly != typeof(object).Assembly)
        {
            return null;
        }

        foreach (Type definition in new[] { typeof(EqualityComparer<>), typeof(Comparer<>) })
        {
            if (TypeTree.FindConstruction(type, definition) is { ContainsGenericParameters: false } comparer
                && comparer.GetProperty("Default")!.GetValue(null) is { } instance
                && (type == comparer || type == instance.GetType()))
            {
                return new ConstantCodec(comparer, instance);
            }
        }

        return null;
    }

    private static void WriteAddress(ref ValueWriter writer, IPAddress value)
    {
        byte[] bytes = value.GetAddressBytes();
        writer.WriteByte((byte)bytes.Length);
        writer.WriteBytes(bytes);
        if (bytes.Length == 16)
        {
            writer.WriteInt64(value.ScopeId);
        }
    }

    private static IPAddress ReadAddress(ref ValueReader reader) => reader.ReadByte() switch
    {
        4 => new IPAddress(reader.Take(4)),
        16 => new IPAddress(reader.Take(16), reader.ReadInt64()),
        byte other => throw new MalformedDataException($"An internet address has {other} bytes."),
    };

    private static void WriteEndPoint(ref ValueWriter writer, IPEndPoint value)
    {
        WriteAddress(ref writer, value.Address);
        writer.WriteInt32(value.Port);
    }

    private static IPEndPoint ReadEndPoint(ref ValueReader reader) => new(ReadAddress(ref reader), reader.ReadInt32());

    private static void WriteRegex(ref ValueWriter writer, Regex value)
    {
        writer.WriteText(value.ToString());
        writer.WriteInt32((int)value.Options);
        writer.WriteInt64(value.MatchTimeout.Ticks);
    }

    private static void WriteBits(ref ValueWriter writer, BitArray value)
    {
        var bytes = new byte[(value.Length + 7) / 8];
        value.CopyTo(bytes, 0);
        writer.WriteVarUInt32((uint)value.Length);
        writer.WriteBytes(bytes);
    }

    private static BitArray ReadBits(ref ValueReader reader)
    {
        uint length = reader.ReadVarUInt32();
        reader.Require((length + 7L) / 8);
        return new BitArray(reader.Take((int)((length + 7L) / 8)).ToArray()) { Length = checked((int)length) };
    }
}
