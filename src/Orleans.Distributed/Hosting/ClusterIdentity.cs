namespace Orleans.Distributed.Hosting;

/// <summary>What all processes of one cluster have in common.</summary>
/// <param name="ClusterId">The name of this cluster, unlike that of any other.</param>
/// <param name="Secret">What a process must know to join. Handed over standard input only.</param>
/// <param name="FailureDetection">See <see cref="DistributedOptions.FailureDetection"/>.</param>
/// <param name="JoinTimeout">See <see cref="DistributedOptions.JoinTimeout"/>.</param>
internal sealed record ClusterIdentity(string ClusterId, byte[] Secret, TimeSpan FailureDetection, TimeSpan JoinTimeout)
{
    public override string ToString() => ClusterId;
}
