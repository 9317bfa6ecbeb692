using Orleans.Concurrency;
using Orleans.Placement;

namespace Orleans.Distributed.Benchmarks.Grains;

/// <inheritdoc cref="IEchoGrain"/>
[Reentrant]
[PreferLocalPlacement]
public sealed class EchoGrain : Grain, IEchoGrain
{
    /// <inheritdoc/>
    public Task<int> AddAsync(int number) => Task.FromResult(number + 1);

    /// <inheritdoc/>
    public Task<Immutable<byte[]>> EchoAsync(Immutable<byte[]> bytes) => Task.FromResult(bytes);
}
