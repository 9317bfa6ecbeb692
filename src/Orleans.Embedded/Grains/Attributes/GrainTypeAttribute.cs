namespace Orleans;

/// <summary>Names the grain type of this class, in place of the name derived from the class name.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class GrainTypeAttribute : Attribute
{
    /// <summary>Names the grain type.</summary>
    /// <param name="grainType">The name, unique in the cluster.</param>
    public GrainTypeAttribute(string grainType)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(grainType);
        GrainType = grainType;
    }

    internal string GrainType { get; }
}
