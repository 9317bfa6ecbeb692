using System.Globalization;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>The comparers of strings that come with the system.</summary>
internal sealed class StringComparerCodec() : ObjectCodec(typeof(StringComparer))
{
    private const byte Ordinal = 0;
    private const byte OrdinalIgnoreCase = 1;
    private const byte Culture = 2;

    public override bool HasIdentity => false;

    public override bool IsLate => true;

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        var comparer = (StringComparer)value;
        if (StringComparer.IsWellKnownOrdinalComparer(comparer, out bool ignoreCase))
        {
            writer.WriteByte(ignoreCase ? OrdinalIgnoreCase : Ordinal);
        }
        else if (StringComparer.IsWellKnownCultureAwareComparer(comparer, out CompareInfo? culture, out CompareOptions options))
        {
            writer.WriteByte(Culture);
            writer.WriteText(culture.Name);
            writer.WriteInt32((int)options);
        }
        else
        {
            throw new UnsendableValueException(
                value.GetType(), value, "it is a comparer of strings that is not known", "Use one of StringComparer's own");
        }
    }

    public override object ReadLate(ref ValueReader reader) => reader.ReadByte() switch
    {
        Ordinal => StringComparer.Ordinal,
        OrdinalIgnoreCase => StringComparer.OrdinalIgnoreCase,
        Culture => StringComparer.Create(CultureInfo.GetCultureInfo(reader.ReadText()), (CompareOptions)reader.ReadInt32()),
        _ => throw new MalformedDataException("The bytes hold an unknown comparer of strings."),
    };
}
