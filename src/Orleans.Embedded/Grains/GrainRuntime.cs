using Orleans.Core;
using Orleans.Runtime.Catalog;
using Orleans.Storage;

namespace Orleans.Runtime;

internal sealed class GrainRuntime(SiloNode node, IGrainFactory factory, TimeProvider clock) : IGrainRuntime
{
    public string SiloIdentity => node.Address.ToString();

    public SiloAddress SiloAddress => node.Address;

    public IGrainFactory GrainFactory => factory;

    public IServiceProvider ServiceProvider => node.Services;

    public TimeProvider TimeProvider => clock;

    public void DeactivateOnIdle(IGrainContext grainContext)
    {
        ArgumentNullException.ThrowIfNull(grainContext);
        grainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, "DeactivateOnIdle was called."));
    }

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) => (grainContext as Activation)?.Delay(timeSpan);

    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext)
    {
        ArgumentNullException.ThrowIfNull(grainContext);
        Type type = grainContext.GrainInstance!.GetType();
        string? storage = type.GetCustomAttributes(typeof(Providers.StorageProviderAttribute), true)
            .Cast<Providers.StorageProviderAttribute>().FirstOrDefault()?.ProviderName;
        return new StateStorage<TGrainState>(type.FullName!, grainContext, GrainStorages.Get(grainContext, storage, type));
    }
}
