using Orleans.Distributed.Serialization.Symbols;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>Types as values. They are told by name only, so types that do not travel themselves can be named.</summary>
internal sealed class TypeValueCodec(ValueCodec owner) : ObjectCodec(typeof(Type))
{
    public override bool HasIdentity => false;

    public override bool IsLate => true;

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        var type = (Type)value;
        if (type.IsGenericParameter || type.IsByRef || type.IsPointer || type.IsFunctionPointer || type.Assembly.IsDynamic || type.FullName is null)
        {
            throw new UnsendableValueException(
                typeof(Type), value, $"{type} has no name that another process understands", "Send a type of a compiled assembly that is not a reference, a pointer or a type parameter");
        }

        writer.WriteSymbol(owner.TypeSymbols.GetOrAdd(type, Create));
    }

    public override object ReadLate(ref ValueReader reader) => reader.FindSymbol(reader.ReadVarUInt32()).ResolveTypeName(owner);

    private static Symbol Create(Type type)
    {
        var writer = new DefinitionWriter();
        writer.WriteByte((byte)SymbolKind.TypeName);
        writer.WriteType(type);
        return new Symbol(writer.ToArray());
    }
}
