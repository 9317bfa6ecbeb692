namespace Orleans.Distributed.References;

/// <summary>One sending of one handle, as the message that carries it lists it.</summary>
/// <param name="Id">The reference.</param>
/// <param name="Where">Its owner.</param>
/// <param name="Token">The transfer.</param>
internal readonly record struct HandleTransfer(Rrid Id, int Where, TransferToken Token);
