namespace Orleans;

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class GenerateSerializerAttribute : Attribute
{
    public bool IncludePrimaryConstructorParameters { get; init; }
}
