namespace Orleans.Runtime.Membership;

/// <summary>That a silo has a newer view of the cluster.</summary>
/// <param name="Previous">The view before.</param>
/// <param name="Current">The newer view.</param>
/// <param name="Change">What was told, when the one follows on the other; otherwise <see langword="null"/>.</param>
/// <param name="News">The members whose status is another than before.</param>
internal sealed record ViewChange(ClusterView Previous, ClusterView Current, ClusterChange? Change, IReadOnlyList<MemberRecord> News);
