namespace Orleans.Distributed.References;

/// <summary>One change in the set of processes that hold a reference, told to its owner.</summary>
/// <param name="Kind">What changes.</param>
/// <param name="Reference">The reference.</param>
/// <param name="Token">The transfer concerned; not used by <see cref="ReferenceUpdateKind.Drop"/>.</param>
/// <param name="Receiver">Where the handle goes to; used by <see cref="ReferenceUpdateKind.Transfer"/> only.</param>
internal readonly record struct ReferenceUpdate(ReferenceUpdateKind Kind, Rrid Reference, TransferToken Token, int Receiver)
{
    public static ReferenceUpdate Transfer(Rrid reference, TransferToken token, int receiver) =>
        new(ReferenceUpdateKind.Transfer, reference, token, receiver);

    public static ReferenceUpdate Settle(Rrid reference, TransferToken token) =>
        new(ReferenceUpdateKind.Settle, reference, token, 0);

    public static ReferenceUpdate Drop(Rrid reference) =>
        new(ReferenceUpdateKind.Drop, reference, TransferToken.None, 0);
}
