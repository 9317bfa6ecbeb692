namespace Orleans.Metadata;

/// <summary>Names the grain type that stands behind this interface when several classes implement it.</summary>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = false)]
public sealed class DefaultGrainTypeAttribute : Attribute
{
    /// <summary>Names the grain type.</summary>
    /// <param name="grainType">The name of the grain type.</param>
    public DefaultGrainTypeAttribute(string grainType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(grainType);
        GrainType = grainType;
    }

    internal string GrainType { get; }
}
