namespace Orleans.Distributed.Serialization.Symbols;

/// <summary>
/// The name of a type as bytes. Assemblies are named without version: types are matched by name, and by fingerprint where their layout
/// matters.
/// </summary>
internal static class TypeDefinition
{
    private const int LargestDepth = 24;
    private const int LargestRank = 32;

    private enum Form : byte
    {
        WellKnown = 1,
        Named = 2,
        Alias = 3,
        Generic = 4,
        Vector = 5,
        Array = 6,
    }

    public static void Write(DefinitionWriter writer, Type type)
    {
        uint code = WellKnownTypes.NameCodeOf(type);
        if (code != 0)
        {
            writer.WriteByte((byte)Form.WellKnown);
            writer.WriteVarUInt(code);
        }
        else if (type.IsArray)
        {
            writer.WriteByte((byte)(type.IsSZArray ? Form.Vector : Form.Array));
            if (!type.IsSZArray)
            {
                writer.WriteByte((byte)type.GetArrayRank());
            }

            Write(writer, type.GetElementType()!);
        }
        else if (type.IsConstructedGenericType)
        {
            writer.WriteByte((byte)Form.Generic);
            Write(writer, type.GetGenericTypeDefinition());
            writer.WriteTypes(type.GetGenericArguments());
        }
        else if (OrleansAttributes.Alias(type) is { } alias)
        {
            // Both names: the alias finds the type where the receiver registered it, also under another name; the name finds it anywhere
            // else.
            writer.WriteByte((byte)Form.Alias);
            writer.WriteString(alias);
            WriteName(writer, type);
        }
        else
        {
            writer.WriteByte((byte)Form.Named);
            WriteName(writer, type);
        }
    }

    public static Type Read(ref DefinitionReader reader, TypeFinder types, int depth = 0)
    {
        if (depth > LargestDepth)
        {
            throw new MalformedDataException($"The name of a type is nested deeper than {LargestDepth} levels.");
        }

        switch ((Form)reader.ReadByte())
        {
            case Form.WellKnown:
                uint code = reader.ReadVarUInt();
                return WellKnownTypes.TypeOfName(code) ?? throw new MalformedDataException($"There is no well-known type {code}.");
            case Form.Named:
                return types.Find(reader.ReadString(), reader.ReadString());
            case Form.Alias:
                return types.FindAlias(reader.ReadString(), reader.ReadString(), reader.ReadString());
            case Form.Generic:
                Type definition = Read(ref reader, types, depth + 1);
                Type[] arguments = reader.ReadTypes(types, depth + 1);
                return Construct(definition, arguments);
            case Form.Vector:
                return Checked(Read(ref reader, types, depth + 1)).MakeArrayType();
            case Form.Array:
                int rank = reader.ReadByte();
                return rank is > 0 and <= LargestRank
                    ? Checked(Read(ref reader, types, depth + 1)).MakeArrayType(rank)
                    : throw new MalformedDataException($"The name of an array type has rank {rank}.");
            default:
                throw new MalformedDataException("The name of a type has an unknown form.");
        }
    }

    private static void WriteName(DefinitionWriter writer, Type type)
    {
        writer.WriteString(type.Assembly.GetName().Name!);
        writer.WriteString(type.FullName!);
    }

    private static Type Checked(Type element)
        => element.IsByRef || element.IsByRefLike || element == typeof(void) || element.IsGenericTypeDefinition
            ? throw new MalformedDataException($"There are no arrays of {TypeNames.Short(element)}.")
            : element;

    private static Type Construct(Type definition, Type[] arguments)
    {
        if (!definition.IsGenericTypeDefinition || definition.GetGenericArguments(
            ).Length != arguments.Length || Array.Exists(arguments, argument => argument == typeof(void)))
        {
            throw new MalformedDataException($"{TypeNames.Short(definition)} does not take {arguments.Length} type arguments.");
        }

        try
        {
            return definition.MakeGenericType(arguments);
        }
        catch (ArgumentException error)
        {
            throw new MalformedDataException($"The bytes name a type that cannot exist: {error.Message}", error);
        }
    }
}
