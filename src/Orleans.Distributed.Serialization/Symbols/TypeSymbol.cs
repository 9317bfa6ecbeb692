using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Symbols;

/// <summary>A type as the sending side names it.</summary>
internal sealed class TypeSymbol(byte[] definition, uint wellKnownCode) : Symbol(definition)
{
    /// <summary>The fixed number of the type; 0 when it has none.</summary>
    public uint WellKnownCode { get; } = wellKnownCode;

    public static TypeSymbol Of(ObjectCodec codec)
    {
        uint code = WellKnownTypes.CodeOf(codec.WireType);
        if (code != 0)
        {
            return new TypeSymbol([], code);
        }

        var writer = new DefinitionWriter();
        writer.WriteByte((byte)SymbolKind.Type);
        writer.WriteFixed64(codec.Fingerprint);
        writer.WriteType(codec.WireType);
        return new TypeSymbol(writer.ToArray(), 0);
    }
}
