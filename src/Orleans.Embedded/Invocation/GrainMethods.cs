using System.Reflection;
using System.Text;

namespace Orleans.Runtime.Invocation;

/// <summary>Makes <see cref="GrainMethod"/>s from the methods of interfaces.</summary>
internal static class GrainMethods
{
    public static GrainMethod Create(MethodInfo method, GrainInterfaceType interfaceType)
    {
        ulong id = ((ulong)interfaceType.Value.GetUniformHashCode() << 32) | StableHash.ComputeHash(SignatureOf(method));
        return method.IsGenericMethodDefinition
            ? new GenericGrainMethod(method, interfaceType, id)
            : Create(method, interfaceType, id, null, null);
    }

    public static GrainMethod Create(
        MethodInfo method, GrainInterfaceType interfaceType, ulong id, GrainMethod? definition, string[]? typeArgumentNames)
    {
        Type arguments = ArgumentLayout.StructFor(Array.ConvertAll(method.GetParameters(), parameter => parameter.ParameterType));
        Type type = typeof(GrainMethod<,>).MakeGenericType(arguments, ResultOf(method));
        var result = (GrainMethod)Activator.CreateInstance(type, method, interfaceType, id, definition)!;
        return typeArgumentNames is null ? result : WithTypeArguments(result, typeArgumentNames);
    }

    /// <summary>The type of a method's result: of the value in its task, or <see cref="VoidResult"/>.</summary>
    public static Type ResultOf(MethodInfo method)
    {
        Type type = method.ReturnType;
        if (type == typeof(void) || type == typeof(Task) || type == typeof(ValueTask))
        {
            return typeof(VoidResult);
        }

        if (type.IsConstructedGenericType
            && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            return type.GenericTypeArguments[0];
        }

        throw new NotSupportedException(
            $"{method.DeclaringType}.{method.Name} returns {type}. A method of a grain interface returns Task, Task<T>, ValueTask, ValueTask<T> or, in an observer, void.");
    }

    private static GrainMethod WithTypeArguments(GrainMethod method, string[] names)
    {
        typeof(GrainMethod).GetProperty(nameof(GrainMethod.TypeArgumentNames))!.SetValue(method, names);
        return method;
    }

    // The number or alias of a method, where it has one, stands for its signature, so that both can change.
    private static string SignatureOf(MethodInfo method)
    {
        if (method.GetCustomAttribute<IdAttribute>() is { } id)
        {
            return $"#{id.Id}";
        }

        if (method.GetCustomAttributes<AliasAttribute>().FirstOrDefault() is { } alias)
        {
            return $"@{alias.Alias}";
        }

        var signature = new StringBuilder(method.Name);
        if (method.IsGenericMethodDefinition)
        {
            signature.Append('`').Append(method.GetGenericArguments().Length);
        }

        foreach (ParameterInfo parameter in method.GetParameters())
        {
            signature.Append(';').Append(ParameterName(parameter.ParameterType));
        }

        return signature.ToString();
    }

    private static string ParameterName(Type type) => type.ContainsGenericParameters ? type.ToString() : TypeNames.NameOf(type);
}
