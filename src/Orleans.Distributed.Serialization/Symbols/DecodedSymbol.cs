using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Functions;

namespace Orleans.Distributed.Serialization.Symbols;

/// <summary>A symbol as the receiving side knows it. Failures are not remembered: the assembly may be loaded later.</summary>
internal sealed class DecodedSymbol(byte[] definition)
{
    private ObjectCodec? _codec;
    private ValueCodec? _codecOwner;
    private Function? _function;
    private Type? _type;

    public byte[] Definition { get; } = definition;

    public ObjectCodec ResolveType(ValueCodec owner)
    {
        if (_codec is { } known && ReferenceEquals(_codecOwner, owner))
        {
            return known;
        }

        DefinitionReader reader = Open(SymbolKind.Type);
        ulong fingerprint = reader.ReadFixed64();
        Type type = TypeDefinition.Read(ref reader, owner.Types);
        ObjectCodec codec = owner.ObjectCodecFor(type);
        if (codec.Fingerprint != fingerprint)
        {
            throw new MalformedDataException(
                $"The type {TypeNames.Short(
                    type)} has other fields in the process that sent it. Run the same build of {type.Assembly.GetName().Name} in both processes, or give the type [GenerateSerializer] and [Id], which tolerate versions.");
        }

        _codecOwner ??= owner;
        if (ReferenceEquals(_codecOwner, owner))
        {
            _codec = codec;
        }

        return codec;
    }

    public Type ResolveTypeName(ValueCodec owner)
    {
        if (_type is { } known)
        {
            return known;
        }

        DefinitionReader reader = Open(SymbolKind.TypeName);
        return _type = TypeDefinition.Read(ref reader, owner.Types);
    }

    public Function ResolveFunction(ValueCodec owner)
    {
        if (_function is { } known)
        {
            return known;
        }

        DefinitionReader reader = Open(SymbolKind.Function);
        return _function = FunctionDefinition.Read(ref reader, owner.Types);
    }

    private DefinitionReader Open(SymbolKind wanted)
    {
        var reader = new DefinitionReader(Definition);
        return (SymbolKind)reader.ReadByte() == wanted
            ? reader
            : throw new MalformedDataException($"The bytes use a symbol as a {wanted} that is none.");
    }
}
