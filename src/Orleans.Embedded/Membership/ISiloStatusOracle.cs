namespace Orleans.Runtime;

/// <summary>What this silo knows about the status of the silos of the cluster.</summary>
public interface ISiloStatusOracle
{
    /// <summary>Gets the status of this silo.</summary>
    SiloStatus CurrentStatus { get; }

    /// <summary>Gets the name of this silo.</summary>
    string SiloName { get; }

    /// <summary>Gets the address of this silo.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>Gets the active silos.</summary>
    /// <returns>Their addresses.</returns>
    SiloAddress[] GetActiveSilos();

    /// <summary>Gets the status of a silo.</summary>
    /// <param name="siloAddress">The silo.</param>
    /// <returns>Its status; <see cref="SiloStatus.None"/> when it is not known.</returns>
    SiloStatus GetApproximateSiloStatus(SiloAddress siloAddress);

    /// <summary>Gets the status of all known silos.</summary>
    /// <param name="onlyActive">Whether to leave out those that are not active.</param>
    /// <returns>The status by address.</returns>
    Dictionary<SiloAddress, SiloStatus> GetApproximateSiloStatuses(bool onlyActive = false);

    /// <summary>Gets the name of a silo.</summary>
    /// <param name="siloAddress">The silo.</param>
    /// <param name="siloName">Its name.</param>
    /// <returns>Whether the silo is known.</returns>
    bool TryGetSiloName(SiloAddress siloAddress, out string? siloName);

    /// <summary>Whether a silo is dead.</summary>
    /// <param name="silo">The silo.</param>
    /// <returns>Whether it is.</returns>
    bool IsDeadSilo(SiloAddress silo);

    /// <summary>Begins to tell a listener about changes.</summary>
    /// <param name="observer">The listener.</param>
    /// <returns>Whether it was not subscribed before.</returns>
    bool SubscribeToSiloStatusEvents(ISiloStatusListener observer);

    /// <summary>Ends telling a listener about changes.</summary>
    /// <param name="observer">The listener.</param>
    /// <returns>Whether it was subscribed.</returns>
    bool UnSubscribeFromSiloStatusEvents(ISiloStatusListener observer);
}
