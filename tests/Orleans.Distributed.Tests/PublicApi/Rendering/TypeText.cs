using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Tests.PublicApi.Rendering;

/// <summary>Types as C# writes them: short names, keywords, and question marks where a reference may be null.</summary>
internal static class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(sbyte)] = "sbyte",
        [typeof(byte)] = "byte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
    };

    /// <summary>A type with what is written beside it.</summary>
    public static string Of(Type type, TypeMarks? marks = null)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, marks);
        }

        if (type.IsPointer)
        {
            return Of(type.GetElementType()!, marks) + "*";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying, marks) + "?";
        }

        // Of values only the generic ones have a mark, which says nothing.
        string mark = (!type.IsValueType || type.IsGenericType) && marks?.TakeNull() == true ? "?" : "";
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!, marks)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        }

        return (Keywords.TryGetValue(type, out string? keyword) ? keyword : Named(type, marks)) + mark;
    }

    /// <summary>The name of a type that is declared, with the names of its own type parameters.</summary>
    public static string Declared(Type type)
    {
        Type[] own = OwnArguments(type);
        return own.Length == 0 ? Short(type) : $"{Short(type)}<{string.Join(", ", own.Select(Parameter))}>";
    }

    /// <summary>The constraints of type parameters, each as a clause with a blank before it.</summary>
    public static string Constraints(IEnumerable<Type> parameters) => string.Concat(parameters
        .Select(p => (p.Name, Clauses: string.Join(", ", ConstraintsOf(p))))
        .Where(p => p.Clauses.Length > 0)
        .Select(p => $" where {p.Name} : {p.Clauses}"));

    /// <summary>The type parameters that a type declares itself, without those of the type it is nested in.</summary>
    public static Type[] OwnArguments(Type type) =>
        [.. type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0)];

    private static string Named(Type type, TypeMarks? marks)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        string outer = type.DeclaringType is { } declaring ? Short(declaring) + "." : "";
        bool isTuple = type is { Namespace: "System", IsValueType: true } && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal);
        string?[] names = isTuple && marks is not null ? marks.TakeNames(type.GetGenericArguments().Length) : [];
        string[] all = Array.ConvertAll(type.GetGenericArguments(), argument => Of(argument, marks));
        if (isTuple)
        {
            return $"({string.Join(", ", all.Select((argument, i) => i < names.Length && names[i] is { } name ? $"{argument} {name}" : argument))})";
        }

        string[] own = all[^OwnArguments(type).Length..];
        return own.Length == 0 ? outer + Short(type) : $"{outer}{Short(type)}<{string.Join(", ", own)}>";
    }

    private static string Short(Type type) => type.Name.Split('`')[0];

    private static string Parameter(Type parameter) =>
        parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.Covariant) ? "out " + parameter.Name
        : parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.Contravariant) ? "in " + parameter.Name
        : parameter.Name;

    private static IEnumerable<string> ConstraintsOf(Type parameter)
    {
        GenericParameterAttributes attributes = parameter.GenericParameterAttributes;
        bool isValue = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            yield return "class";
        }

        if (isValue)
        {
            yield return parameter.CustomAttributes.Any(a => a.AttributeType.Name == "IsUnmanagedAttribute") ? "unmanaged" : "struct";
        }
        else if (IsNotNull(parameter))
        {
            yield return "notnull";
        }

        foreach (Type constraint in parameter.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)))
        {
            yield return Of(constraint);
        }

        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isValue)
        {
            yield return "new()";
        }
    }

    /// <summary>The compiler marks a parameter that may not be null with the byte 1; one without any other constraint needs the word.</summary>
    private static bool IsNotNull(Type parameter) =>
        parameter.GetGenericParameterConstraints().Length == 0
        && !parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)
        && parameter.CustomAttributes.Any(a => a.AttributeType == typeof(NullableAttribute) && a.ConstructorArguments[0].Value is (byte)1);
}
