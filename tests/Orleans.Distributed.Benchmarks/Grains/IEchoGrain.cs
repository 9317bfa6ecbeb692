using Orleans.Concurrency;

namespace Orleans.Distributed.Benchmarks.Grains;

/// <summary>What a call of a grain costs by itself: the yardstick for calls.</summary>
[Alias("Orleans.Distributed.Benchmarks.IEchoGrain")]
public interface IEchoGrain : IGrainWithIntegerKey
{
    /// <summary>Adds one to a number.</summary>
    [Alias("Add")]
    Task<int> AddAsync(int number);

    /// <summary>Gives the bytes back.</summary>
    [Alias("Echo")]
    Task<Immutable<byte[]>> EchoAsync(Immutable<byte[]> bytes);
}
