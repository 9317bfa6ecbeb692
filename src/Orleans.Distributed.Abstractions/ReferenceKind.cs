namespace Orleans.Distributed;

/// <summary>What a reference refers to.</summary>
public enum ReferenceKind
{
    /// <summary>A future.</summary>
    Future = 0,

    /// <summary>A channel.</summary>
    Channel = 1,
}
