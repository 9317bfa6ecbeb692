using System.Reflection;

namespace Orleans.Runtime.Catalog;

/// <summary>The assemblies of this process that use the engine: the only ones in which there can be grain classes.</summary>
internal static class EngineAssemblies
{
    private static readonly string EngineName = typeof(EngineAssemblies).Assembly.GetName().Name!;

    public static List<Assembly> Find()
    {
        var found = new List<Assembly> { typeof(EngineAssemblies).Assembly };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(assembly => !assembly.IsDynamic));
        foreach (Assembly assembly in pending)
        {
            seen.Add(assembly.GetName().Name!);
        }

        while (pending.TryDequeue(out Assembly? assembly))
        {
            if (IsFramework(assembly.GetName().Name!))
            {
                continue;
            }

            foreach (AssemblyName reference in assembly.GetReferencedAssemblies())
            {
                if (reference.Name == EngineName)
                {
                    found.Add(assembly);
                }
                else if (!IsFramework(reference.Name!) && seen.Add(reference.Name!) && TryLoad(reference) is { } loaded)
                {
                    // An assembly that nothing of has run yet is not loaded, but its grains are wanted.
                    pending.Enqueue(loaded);
                }
            }
        }

        return found;
    }

    public static Type[] TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partial)
        {
            // A type whose base is missing cannot be used anyway; the others can.
            return [.. partial.Types.OfType<Type>()];
        }
    }

    private static bool IsFramework(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal)
        || name is "System" or "mscorlib" or "netstandard" || name.StartsWith("xunit", StringComparison.Ordinal);

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception error) when (error is IOException or BadImageFormatException)
        {
            return null;
        }
    }
}
