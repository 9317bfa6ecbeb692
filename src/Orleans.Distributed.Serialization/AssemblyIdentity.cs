using System.Reflection;

namespace Orleans.Distributed.Serialization;

/// <summary>Which build of which assembly.</summary>
/// <param name="Name">The simple name, without version or key.</param>
/// <param name="Version">The assembly version; empty when it has none.</param>
/// <param name="ModuleVersionId">The id that the compiler gave to this very build.</param>
public sealed record AssemblyIdentity(string Name, string Version, Guid ModuleVersionId)
{
    /// <summary>Describes a loaded assembly.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>Its name, version and module version id.</returns>
    public static AssemblyIdentity Of(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        AssemblyName name = assembly.GetName();
        return new AssemblyIdentity(
            name.Name ?? string.Empty, name.Version?.ToString() ?? string.Empty, assembly.ManifestModule.ModuleVersionId);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Version} (build {ModuleVersionId:D})";
}
