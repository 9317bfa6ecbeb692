namespace Orleans.Runtime.Membership;

internal sealed class ClusterMembershipService(SiloNode node) : IClusterMembershipService
{
    public ClusterMembershipSnapshot CurrentSnapshot => node.Membership.Current.Snapshot;

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => node.Membership.Updates();

    public async ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default)
    {
        if (minimumVersion == default && node.Leader is null)
        {
            // The answer of the head comes after all news that it sent before.
            await node.Directory.LookupAsync(ObserverIds.ForSilo(node.Address)).ConfigureAwait(false);
        }

        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node.Control.Post(handled.SetResult);
        await handled.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        await node.Membership.WhenAsync(view => view.Version >= minimumVersion.Value, cancellationToken).ConfigureAwait(false);
    }

    public async Task<bool> TryKill(SiloAddress siloAddress)
    {
        ArgumentNullException.ThrowIfNull(siloAddress);
        if (node.Membership.Current.Find(siloAddress) is null)
        {
            return false;
        }

        node.AskToKill(siloAddress);
        await node.Membership.WhenAsync(view => view.StatusOf(siloAddress) == SiloStatus.Dead, CancellationToken.None).ConfigureAwait(false);
        return true;
    }
}
