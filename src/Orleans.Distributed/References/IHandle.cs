namespace Orleans.Distributed.References;

/// <summary>What the machinery sees of a handle.</summary>
internal interface IHandle
{
    Claim Claim { get; }
}
