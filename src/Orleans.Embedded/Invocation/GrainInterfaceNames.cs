using System.Reflection;

namespace Orleans.Runtime.Invocation;

/// <summary>The names of grain interfaces on the wire.</summary>
internal static class GrainInterfaceNames
{
    public static GrainInterfaceType NameOf(Type type)
    {
        Type definition = type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;
        string name = definition.GetCustomAttribute<GrainInterfaceTypeAttribute>()?.Value
            ?? definition.GetCustomAttributes<AliasAttribute>().FirstOrDefault()?.Alias
            ?? definition.FullName!;
        return GrainInterfaceType.Create(type.IsConstructedGenericType ? name + TypeArguments(type) : name);
    }

    /// <summary>The type arguments of a constructed generic type as a suffix of a name; empty when it has none.</summary>
    public static string TypeArguments(Type type) =>
        type.IsConstructedGenericType ? $"[{string.Join(',', type.GenericTypeArguments.Select(argument => $"[{TypeNames.NameOf(argument)}]"))}]" : string.Empty;
}
