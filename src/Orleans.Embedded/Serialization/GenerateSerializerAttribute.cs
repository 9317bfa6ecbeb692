namespace Orleans;

/// <summary>Values of this type are sent by the numbers of their members (<see cref="IdAttribute"/>), so that members can be added later.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Gets whether the parameters of the primary constructor are members. The default is <see langword="true"/>.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; } = true;
}
