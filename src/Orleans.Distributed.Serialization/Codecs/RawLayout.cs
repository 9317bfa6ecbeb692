using System.Numerics;
using System.Reflection;
using System.Runtime.Intrinsics;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>
/// Which types are sent as their memory: numbers, and structures of nothing else without padding.
/// Types whose memory can hold values that do not exist (truth values, dates, decimals) are not among them.
/// </summary>
internal static class RawLayout
{
    private static readonly HashSet<Type> Numbers =
    [
        typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(char), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(float), typeof(double), typeof(Half), typeof(Int128), typeof(UInt128), typeof(Guid), typeof(TimeSpan), typeof(Complex),
        typeof(Vector2), typeof(Vector3), typeof(Vector4), typeof(Quaternion), typeof(Matrix3x2), typeof(Matrix4x4), typeof(Plane),
    ];

    private static readonly HashSet<Type> Vectors = [typeof(Vector64<>), typeof(Vector128<>), typeof(Vector256<>), typeof(Vector512<>)];

    public static bool IsRaw(Type type)
    {
        // The format is little-endian; other machines write element by element.
        if (!BitConverter.IsLittleEndian && type != typeof(byte) && type != typeof(sbyte))
        {
            return false;
        }

        if (type.IsEnum)
        {
            return IsRaw(type.GetEnumUnderlyingType());
        }

        return Numbers.Contains(type)
            || (type.IsGenericType && Vectors.Contains(type.GetGenericTypeDefinition()) && Numbers.Contains(type.GetGenericArguments()[0]))
            || IsFixedBuffer(type)
            || (IsPlainStructure(type) && SizeOfFields(type) is var size && size > 0 && size == SizeOf(type));
    }

    // Behind a field like "fixed int Items[4]" is a structure that declares one element and the size of all.
    private static bool IsFixedBuffer(Type type)
        => type.IsValueType && type.Name.EndsWith("e__FixedBuffer", StringComparison.Ordinal) && IsRaw(type.GetFields()[0].FieldType);

    private static bool IsPlainStructure(Type type)
        => type is { IsValueType: true, IsPrimitive: false, IsEnum: false, IsGenericTypeDefinition: false, IsByRefLike: false }
            && type.Assembly != typeof(object).Assembly
            && !type.IsExplicitLayout
            && NumberCodecs.Find(type) is null
            && !OrleansAttributes.IsGenerated(type)
            && !type.IsDefined(typeof(System.Runtime.CompilerServices.InlineArrayAttribute), inherit: false);

    private static int SizeOfFields(Type type)
    {
        int size = 0;
        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            if (!Fields.Travels(field) || !IsRaw(field.FieldType))
            {
                return -1;
            }

            size += SizeOf(field.FieldType);
        }

        return size;
    }

    private static int SizeOf(Type type) => System.Runtime.CompilerServices.RuntimeHelpers.SizeOf(type.TypeHandle);
}
