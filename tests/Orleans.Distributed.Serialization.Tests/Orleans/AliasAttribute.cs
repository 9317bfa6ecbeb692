namespace Orleans;

[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class AliasAttribute(string alias) : Attribute
{
    public string Alias { get; } = alias;
}
