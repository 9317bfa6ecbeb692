using System.Reflection;
using Orleans.Distributed.Serialization.Collections;
using Orleans.Distributed.Serialization.Exceptions;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Distributed.Serialization.Refusals;
using Orleans.Distributed.Serialization.Versioning;

namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>Decides how a type is written. Reflection happens here, once per type.</summary>
internal sealed class CodecFactory(ValueCodec owner, (Type Type, IValueSurrogate Surrogate)[] surrogates, Func<Type, bool>? typeFilter)
{
    /// <summary>Creates the codec for places of a declared type.</summary>
    public Codec Create(Type type)
    {
        if (type == typeof(string))
        {
            return new StringCodec();
        }

        if (NumberCodecs.Find(type) is { } number)
        {
            return number;
        }

        if (type.IsByRefLike || type.IsPointer || type.IsByRef || type.IsFunctionPointer || type.ContainsGenericParameters || type == typeof(void))
        {
            Refusal? refusal = RefusedTypes.Find(type);
            throw new UnsendableValueException(
                type, null, refusal?.Reason ?? "it is not a type of values", refusal?.Advice ?? "Declare an ordinary type");
        }

        return type.IsValueType ? CreateForStructures(type) : New<Codec>(typeof(ReferenceCodec<>), [type], owner);
    }

    /// <summary>Creates the codec for the content of objects of a run-time type.</summary>
    public ObjectCodec CreateForObjects(Type type)
    {
        if (FindSurrogate(type) is { } surrogate)
        {
            return surrogate;
        }

        if (typeFilter is not null && !typeFilter(type))
        {
            return new RefusedObjectCodec(
                type, new Refusal("this codec's TypeFilter does not allow it", "Allow the type in ValueCodecOptions.TypeFilter"));
        }

        if (type == typeof(string))
        {
            return new StringObjectCodec();
        }

        if (type == typeof(object))
        {
            return new PlainObjectCodec();
        }

        if (SystemObjectCodecs.Find(owner, type) is { } system)
        {
            return system;
        }

        if (ReadOnlyCollectionCodecs.Find(owner, type) is { } readOnly)
        {
            return readOnly;
        }

        if (!type.IsValueType && RefusedTypes.Find(type) is { } refusal)
        {
            return new RefusedObjectCodec(type, refusal);
        }

        if (type.IsValueType)
        {
            return Nullable.GetUnderlyingType(type) is null
                ? New<ObjectCodec>(typeof(BoxCodec<>), [type], owner.CodecFor(type), FingerprintOf(type))
                : NotAValue(type);
        }

        if (type.IsArray)
        {
            return CreateForArrays(type);
        }

        if (type.IsAbstract || type.IsInterface || type.ContainsGenericParameters)
        {
            return NotAValue(type);
        }

        return CollectionCodecs.Find(owner, type) ?? CreateForClasses(type);
    }

    private static ulong FingerprintOf(Type type)
        => type.IsPrimitive || type.IsEnum ? 0
            : OrleansAttributes.IsGenerated(type) ? VersionedMembers.Fingerprint
            : Fields.Fingerprint(Fields.Of(type));

    private static RefusedObjectCodec NotAValue(Type type)
        => new(type, new Refusal("no object is of exactly this type", "Send an object of a derived type"));

    private static T New<T>(Type definition, Type[] typeArguments, params object[] arguments)
        where T : class
    {
        // Not Activator: its exceptions hide the cause, and refusals inside must come through.
        ConstructorInfo constructor = definition.MakeGenericType(typeArguments).GetConstructors()[0];
        return (T)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private SurrogateCodec? FindSurrogate(Type type)
    {
        foreach ((Type registered, IValueSurrogate surrogate) in surrogates)
        {
            Type? match = registered.IsGenericTypeDefinition
                ? TypeTree.FindConstruction(type, registered)
                : registered.IsAssignableFrom(type) ? registered : null;
            if (match is not null)
            {
                return new SurrogateCodec(owner, match, surrogate);
            }
        }

        return null;
    }

    private Codec CreateForStructures(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return New<Codec>(typeof(NullableCodec<>), [underlying], owner.CodecFor(underlying));
        }

        if (RefusedTypes.Find(type) is { } refusal)
        {
            return New<Codec>(typeof(RefusedStructCodec<>), [type], refusal);
        }

        if (type.IsEnum)
        {
            Type number = type.GetEnumUnderlyingType();
            return New<Codec>(typeof(EnumCodec<,>), [type, number], owner.CodecFor(number));
        }

        if (type == typeof(Payload))
        {
            return new PayloadCodec();
        }

        if (SystemStructCodecs.Find(owner, type) is { } system)
        {
            return system;
        }

        if (OrleansAttributes.IsGenerated(type))
        {
            return New<Codec>(typeof(StructCodec<>), [type], Generic(nameof(VersionedLayoutOf), type));
        }

        return RawLayout.IsRaw(type)
            ? New<Codec>(typeof(RawCodec<>), [type])
            : New<Codec>(typeof(StructCodec<>), [type], New<object>(typeof(FieldLayout<>), [type], owner, Fields.Of(type)));
    }

    private ObjectCodec CreateForArrays(Type type)
    {
        Type element = type.GetElementType()!;
        if (element.IsPointer || element.IsByRef || element.IsFunctionPointer)
        {
            return new RefusedObjectCodec(type, RefusedTypes.Find(element)!);
        }

        if (!type.IsSZArray)
        {
            return New<ObjectCodec>(typeof(ArrayCodec<>), [element], type, owner.CodecFor(element));
        }

        if (element == typeof(bool))
        {
            return new BooleanVectorCodec();
        }

        return RawLayout.IsRaw(element)
            ? New<ObjectCodec>(typeof(RawVectorCodec<>), [element])
            : New<ObjectCodec>(typeof(VectorCodec<>), [element], owner.CodecFor(element));
    }

    private ObjectCodec CreateForClasses(Type type)
    {
        bool isException = typeof(Exception).IsAssignableFrom(type);
        Type definition = isException ? typeof(ExceptionCodec<>) : typeof(ClassCodec<>);
        object[] owners = isException ? [owner] : [];
        if (OrleansAttributes.IsGenerated(type))
        {
            return New<ObjectCodec>(
                definition, [type], [.. owners, Generic(nameof(LazyVersionedLayoutOf), type), VersionedMembers.Fingerprint]);
        }

        IReadOnlyList<FieldInfo> fields = Fields.Of(type, isException ? typeof(Exception) : null);
        return New<ObjectCodec>(definition, [type], [.. owners, Generic(nameof(LazyLayoutOf), type, fields), Fields.Fingerprint(fields)]);
    }

    private object Generic(string method, Type type, params object[] arguments)
        => typeof(CodecFactory).GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic)!
            .MakeGenericMethod(type).Invoke(this, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    // Layouts wait for the first object: a class may have fields of its own type.
    private Func<FieldLayout<T>> LazyLayoutOf<T>(IReadOnlyList<FieldInfo> fields) => () => new FieldLayout<T>(owner, fields);

    private Func<FieldLayout<T>> LazyVersionedLayoutOf<T>() => VersionedLayoutOf<T>;

    private FieldLayout<T> VersionedLayoutOf<T>()
    {
        var layout = new VersionedLayout<T>(VersionedMembers.Of<T>(owner));
        return new FieldLayout<T>(layout.Write, layout.Read);
    }
}
