using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Placement;
using Orleans.Runtime;

namespace Orleans.Embedded.Tests.Cluster;

[PreferLocalPlacement]
public sealed class LodgerGrain : Grain, ILodgerGrain
{
    /// <summary>What the end of a grain's activation waits for, by key.</summary>
    public static ConcurrentDictionary<string, Task> Gates { get; } = new();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        Gates.TryGetValue(this.GetPrimaryKeyString(), out Task? gate) ? gate : Task.CompletedTask;

    public Task<string> GetSilo() => Task.FromResult(ServiceProvider.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToString());

    public Task<string> GetSiloSoon() => GetSilo();
}
