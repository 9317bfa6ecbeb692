namespace Orleans.Distributed.Serialization.Codecs;

/// <summary>Searches the base types and interfaces of a type.</summary>
internal static class TypeTree
{
    /// <summary>The construction of a generic definition that a type is, derives from or implements.</summary>
    public static Type? FindConstruction(Type type, Type definition)
    {
        for (Type? current = type; current is not null; current = current.BaseType)
        {
            if (IsConstruction(current, definition))
            {
                return current;
            }
        }

        return Array.Find(type.GetInterfaces(), implemented => IsConstruction(implemented, definition));
    }

    private static bool IsConstruction(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
