namespace Orleans.Distributed.References;

/// <summary>What changes in the set of processes that hold a reference.</summary>
internal enum ReferenceUpdateKind : byte
{
    /// <summary>The sender is about to send the handle to another process: keep the value until that one has settled the transfer.</summary>
    Transfer = 1,

    /// <summary>The sender got the handle by a transfer: it holds it now, and the transfer is over.</summary>
    Settle = 2,

    /// <summary>The sender does not hold the handle any more.</summary>
    Drop = 3,
}
