namespace Orleans.Runtime.Invocation;

/// <summary>Names of types that every process understands: with the names of their assemblies, without versions.</summary>
internal static class TypeNames
{
    public static string NameOf(Type type)
    {
        if (type.IsArray)
        {
            return $"{NameOf(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        string assembly = type.Assembly == typeof(object).Assembly ? string.Empty : $", {type.Assembly.GetName().Name}";
        if (!type.IsConstructedGenericType)
        {
            return type.FullName + assembly;
        }

        string arguments = string.Join(',', type.GenericTypeArguments.Select(argument => $"[{NameOf(argument)}]"));
        return $"{type.GetGenericTypeDefinition().FullName}[{arguments}]{assembly}";
    }

    public static Type TypeOf(string name) => Type.GetType(
        name,
        assemblyName => AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly.GetName().Name == assemblyName.Name)
            ?? System.Reflection.Assembly.Load(assemblyName),
        null,
        throwOnError: true)!;
}
