using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>
/// Compiles the code that walks the fields of a type. Plain numbers are read and written in line, everything else through its codec.
/// </summary>
internal static class FieldCompiler
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic;

    private static readonly Dictionary<Type, string> Inline = new()
    {
        [typeof(bool)] = "Boolean",
        [typeof(byte)] = "Byte",
        [typeof(sbyte)] = "SByte",
        [typeof(short)] = "Int16",
        [typeof(ushort)] = "UInt16",
        [typeof(char)] = "Char",
        [typeof(int)] = "Int32",
        [typeof(uint)] = "UInt32",
        [typeof(long)] = "Int64",
        [typeof(ulong)] = "UInt64",
        [typeof(float)] = "Single",
        [typeof(double)] = "Double",
        [typeof(string)] = "String",
    };

    public static FieldWriter<T> CompileWriter<T>(IReadOnlyList<FieldInfo> fields, Codec[] codecs)
    {
        DynamicMethod method = NewMethod<T>("Write", typeof(ValueWriter));
        ILGenerator il = method.GetILGenerator();
        for (int i = 0; i < fields.Count; i++)
        {
            FieldInfo field = fields[i];
            bool inline = Inline.TryGetValue(field.FieldType, out string? name);
            if (!inline)
            {
                LoadCodec(il, i);
            }

            il.Emit(OpCodes.Ldarg_1);
            LoadTarget<T>(il);
            il.Emit(OpCodes.Ldfld, field);
            if (inline)
            {
                il.Emit(OpCodes.Call, typeof(ValueWriter).GetMethod("Write" + name, Hidden, [field.FieldType])!);
            }
            else
            {
                il.Emit(OpCodes.Callvirt, typeof(Codec<>).MakeGenericType(field.FieldType).GetMethod(nameof(Codec<>.Write))!);
            }
        }

        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<FieldWriter<T>>(codecs);
    }

    public static FieldReader<T> CompileReader<T>(IReadOnlyList<FieldInfo> fields, Codec[] codecs)
    {
        DynamicMethod method = NewMethod<T>("Read", typeof(ValueReader));
        ILGenerator il = method.GetILGenerator();
        for (int i = 0; i < fields.Count; i++)
        {
            FieldInfo field = fields[i];
            LoadTarget<T>(il);
            if (Inline.TryGetValue(field.FieldType, out string? name))
            {
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Call, typeof(ValueReader).GetMethod("Read" + name, Hidden, [])!);
            }
            else
            {
                LoadCodec(il, i);
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Callvirt, typeof(Codec<>).MakeGenericType(field.FieldType).GetMethod(nameof(Codec<>.Read))!);
            }

            il.Emit(OpCodes.Stfld, field);
        }

        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<FieldReader<T>>(codecs);
    }

    /// <summary>Compiles the copying of all fields of one object into another, which becomes what the first was.</summary>
    public static Action<T, T> CompileCopier<T>()
        where T : class
    {
        var method = new DynamicMethod(
            $"CopyFields({typeof(T).Name})", typeof(void), [typeof(object), typeof(T), typeof(T)], typeof(FieldCompiler).Module,
            skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        foreach (FieldInfo field in Fields.All(typeof(T)))
        {
            il.Emit(OpCodes.Ldarg_2);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldfld, field);
            il.Emit(OpCodes.Stfld, field);
        }

        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Action<T, T>>(null);
    }

    private static DynamicMethod NewMethod<T>(string verb, Type stream)
        => new($"{verb}Fields({typeof(T).Name})", typeof(void), [typeof(Codec[]), stream.MakeByRefType(), typeof(T).MakeByRefType()], typeof(FieldCompiler).Module, skipVisibility: true);

    private static void LoadCodec(ILGenerator il, int index)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, index);
        il.Emit(OpCodes.Ldelem_Ref);
    }

    private static void LoadTarget<T>(ILGenerator il)
    {
        il.Emit(OpCodes.Ldarg_2);
        if (!typeof(T).IsValueType)
        {
            il.Emit(OpCodes.Ldind_Ref);
        }
    }
}
