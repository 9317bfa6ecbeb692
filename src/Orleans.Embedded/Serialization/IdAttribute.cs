namespace Orleans;

/// <summary>The number of a member of a serialized type, or of a method of a grain interface. It must not change between versions.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class IdAttribute : Attribute
{
    /// <summary>Sets the number.</summary>
    /// <param name="id">The number, unique in its type.</param>
    public IdAttribute(uint id) => Id = id;

    /// <summary>Gets the number.</summary>
    public uint Id { get; }
}
