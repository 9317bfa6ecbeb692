namespace Orleans.Runtime;

/// <summary>Names a grain interface on the wire, in place of its type name.</summary>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = false)]
public sealed class GrainInterfaceTypeAttribute : Attribute
{
    /// <summary>Names the interface.</summary>
    /// <param name="value">The name, unique in the cluster.</param>
    public GrainInterfaceTypeAttribute(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        Value = value;
    }

    internal string Value { get; }
}
