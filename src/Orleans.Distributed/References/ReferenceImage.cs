using Orleans.Distributed.Futures;

namespace Orleans.Distributed.References;

/// <summary>A handle on its way to another process.</summary>
/// <param name="Id">The reference.</param>
/// <param name="Where">Its owner.</param>
/// <param name="Token">The transfer, which the receiver settles. None when the value is with it.</param>
/// <param name="Value">The value of a future that its sender has fetched: then the owner need not be asked.</param>
internal sealed record ReferenceImage(Rrid Id, int Where, TransferToken Token, IFutureValue? Value);
