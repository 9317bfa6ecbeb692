using System.Buffers;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace Orleans.Distributed.Serialization.Symbols;

/// <summary>
/// Finds types and modules by name: among what is loaded, then in the application's own folder, then through the resolver.
/// </summary>
internal sealed class TypeFinder(IAssemblyResolver? resolver, IReadOnlyDictionary<string, Type> aliases)
{
    private const int LargestName = 1024;
    private static readonly SearchValues<char> NotInNames = SearchValues.Create("[],*&/\\=\0\"");

    private readonly ConcurrentDictionary<string, Assembly> _assemblies = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Guid, Module> _modules = new();

    public Type Find(string assemblyName, string typeName)
    {
        CheckName(assemblyName);
        CheckName(typeName);
        Assembly assembly = FindAssembly(new AssemblyIdentity(assemblyName, string.Empty, Guid.Empty))
            ?? throw Missing(assemblyName, typeName, "there is no such assembly");
        return assembly.GetType(typeName, throwOnError: false)
            ?? throw Missing(assemblyName, typeName, $"{AssemblyIdentity.Of(assembly)} has no such type");
    }

    public Type FindAlias(string alias, string assemblyName, string typeName)
        => aliases.TryGetValue(alias, out Type? type) ? type : Find(assemblyName, typeName);

    /// <summary>Finds the very build of an assembly that a function is from.</summary>
    public Module FindModule(AssemblyIdentity wanted, string function)
    {
        if (_modules.TryGetValue(wanted.ModuleVersionId, out Module? module))
        {
            return module;
        }

        foreach (Assembly loaded in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (!loaded.IsDynamic && loaded.ManifestModule.ModuleVersionId == wanted.ModuleVersionId)
            {
                return _modules.GetOrAdd(wanted.ModuleVersionId, loaded.ManifestModule);
            }
        }

        CheckName(wanted.Name);
        Assembly? found = Load(wanted.Name);
        if (found is null || found.ManifestModule.ModuleVersionId != wanted.ModuleVersionId)
        {
            found = resolver?.Resolve(wanted) ?? found;
        }

        if (found is not null && found.ManifestModule.ModuleVersionId == wanted.ModuleVersionId)
        {
            return _modules.GetOrAdd(wanted.ModuleVersionId, found.ManifestModule);
        }

        AssemblyIdentity? other = found is null ? null : AssemblyIdentity.Of(found);
        string have = other is null ? "this process has no assembly of that name" : $"this process has {other}";
        throw new FunctionNotFoundException(
            $"The function {function} is from {wanted}, and {have}. Run the same build of {wanted.Name} in both processes.")
        { Wanted = wanted, Found = other };
    }

    private static void CheckName(string name)
    {
        if (name.Length is 0 or > LargestName || name.AsSpan().ContainsAny(NotInNames))
        {
            throw new MalformedDataException("The bytes hold a name that no type or assembly can have.");
        }
    }

    private static TypeNotFoundException Missing(string assemblyName, string typeName, string why)
        => new($"This process cannot find the type {typeName} of assembly {assemblyName}: {why}. Deploy the assembly to both processes.")
        {
            TypeName = $"{typeName}, {assemblyName}",
        };

    private static Assembly? Load(string name)
    {
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(typeof(TypeFinder).Assembly) ?? AssemblyLoadContext.Default;
        try
        {
            return context.LoadFromAssemblyName(new AssemblyName(name));
        }
        catch (Exception error) when (error is IOException or BadImageFormatException or ArgumentException)
        {
            return null;
        }
    }

    private Assembly? FindAssembly(AssemblyIdentity wanted)
    {
        if (_assemblies.TryGetValue(wanted.Name, out Assembly? assembly))
        {
            return assembly;
        }

        assembly = Array.Find(AppDomain.CurrentDomain.GetAssemblies(), loaded => !loaded.IsDynamic
                && string.Equals(loaded.GetName().Name, wanted.Name, StringComparison.OrdinalIgnoreCase))
            ?? Load(wanted.Name)
            ?? resolver?.Resolve(wanted);
        return assembly is null ? null : _assemblies.GetOrAdd(wanted.Name, assembly);
    }
}
