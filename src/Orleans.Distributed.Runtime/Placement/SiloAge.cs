namespace Orleans.Distributed.Placement;

/// <summary>Orders silos by when they were started, the first one first.</summary>
internal static class SiloAge
{
    public static readonly IComparer<SiloAddress> Comparer = Comparer<SiloAddress>.Create(static (left, right) =>
    {
        int byStart = left.Generation.CompareTo(right.Generation);
        return byStart != 0 ? byStart : string.CompareOrdinal(left.ToParsableString(), right.ToParsableString());
    });
}
