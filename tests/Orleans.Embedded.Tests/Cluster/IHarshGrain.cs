using Orleans.Concurrency;

namespace Orleans.Embedded.Tests.Cluster;

public interface IHarshGrain : IGrainWithStringKey
{
    Task<int> Count();

    Task ThrowUnruled();

    /// <summary>Waits for its cancellation, with a callback that throws.</summary>
    Task WaitAndThrowWhenCancelled(CancellationToken cancellationToken);

    /// <summary>Whether <see cref="WaitAndThrowWhenCancelled"/> runs, or ran.</summary>
    [AlwaysInterleave]
    Task<bool> HasWaited();

    /// <summary>Waits for <see cref="Set"/>.</summary>
    Task WaitForSet();

    [AlwaysInterleave]
    Task Set();
}
