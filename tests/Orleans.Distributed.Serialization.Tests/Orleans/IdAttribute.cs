namespace Orleans;

[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
internal sealed class IdAttribute(uint id) : Attribute
{
    public uint Id { get; } = id;
}
