using System.Reflection;

namespace Orleans.Distributed.Serialization;

/// <summary>Gets assemblies that a decoded function or type needs and this process could not load from its own folder.</summary>
public interface IAssemblyResolver
{
    /// <summary>Finds an assembly.</summary>
    /// <param name="wanted">
    /// Which one. The module version id is <see cref="Guid.Empty"/> when only a type of it is needed, so that any build will do.
    /// </param>
    /// <returns>The loaded assembly, or <see langword="null"/> when it cannot be had. May block; called by the decoding thread.</returns>
    Assembly? Resolve(AssemblyIdentity wanted);
}
