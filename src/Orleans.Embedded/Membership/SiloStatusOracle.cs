namespace Orleans.Runtime.Membership;

internal sealed class SiloStatusOracle(SiloNode node) : ISiloStatusOracle
{
    public SiloStatus CurrentStatus => node.Status;

    public string SiloName => node.Name;

    public SiloAddress SiloAddress => node.Address;

    public SiloAddress[] GetActiveSilos() => [.. node.Membership.Current.ActiveSilos];

    public SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress) => node.Membership.Current.StatusOf(siloAddress);

    public Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false) => node.Membership.Current.Members
        .Where(member => !onlyActive || member.Status == SiloStatus.Active)
        .ToDictionary(member => member.Address, member => member.Status);

    public bool TryGetSiloName(SiloAddress siloAddress, out string? siloName)
    {
        siloName = node.Membership.Current.Find(siloAddress)?.Name;
        return siloName is not null;
    }

    public bool IsDeadSilo(SiloAddress silo) => node.Membership.Current.StatusOf(silo) == SiloStatus.Dead;

    public bool SubscribeToSiloStatusEvents(ISiloStatusListener observer) => node.Membership.Subscribe(observer);

    public bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer) => node.Membership.Unsubscribe(observer);
}
