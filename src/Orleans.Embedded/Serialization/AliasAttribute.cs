namespace Orleans;

/// <summary>A name that stands for the type or method on the wire, so that it can be renamed or moved.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method | AttributeTargets.Interface, AllowMultiple = true)]
public sealed class AliasAttribute : Attribute
{
    /// <summary>Sets the name.</summary>
    /// <param name="alias">The name, unique in the cluster.</param>
    public AliasAttribute(string alias) => Alias = alias;

    /// <summary>Gets the name.</summary>
    public string Alias { get; }
}
