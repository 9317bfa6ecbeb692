using System.Collections.Concurrent;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Orleans.Embedded.Tests.Cluster;

[RandomPlacement]
[Reentrant]
public sealed class SpinGrain : Grain, ISpinGrain
{
    /// <summary>How many turns ran, by key.</summary>
    public static ConcurrentDictionary<string, long> Turns { get; } = new();

    public async Task Spin()
    {
        while (true)
        {
            Turns.AddOrUpdate(this.GetPrimaryKeyString(), 1, static (_, count) => count + 1);
            await Task.Yield();
        }
    }

    public Task<string> GetSilo() => Task.FromResult(RuntimeIdentity);

    public Task<byte[]> Echo(byte[] bytes) => Task.FromResult(bytes);
}
