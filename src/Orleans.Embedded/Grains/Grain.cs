using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The base class of grains.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    /// <summary>Creates the grain in the activation that is being made.</summary>
    protected Grain()
        : this(RuntimeContext.Current!, grainRuntime: null)
    {
    }

    /// <summary>Creates the grain with stand-ins for the runtime, for tests of the class alone.</summary>
    /// <param name="grainContext">The activation.</param>
    /// <param name="grainRuntime">The runtime, or <see langword="null"/> for the one of the activation.</param>
    protected Grain(IGrainContext grainContext, IGrainRuntime? grainRuntime = null)
    {
        GrainContext = grainContext;
        Runtime = grainRuntime ?? (grainContext as Orleans.Runtime.Catalog.Activation)?.Node.Runtime ?? grainContext?.ActivationServices.GetService<IGrainRuntime>()!;
    }

    /// <inheritdoc/>
    public IGrainContext GrainContext { get; }

    /// <summary>Gets a reference to this grain.</summary>
    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>Gets the text form of this grain's identity.</summary>
    public string IdentityString => GrainContext?.GrainId.ToString() ?? string.Empty;

    /// <summary>Gets the text form of the address of the silo.</summary>
    public string RuntimeIdentity => Runtime?.SiloIdentity ?? string.Empty;

    internal IGrainRuntime Runtime { get; }

    /// <summary>Gets the factory of references to other grains.</summary>
    protected IGrainFactory GrainFactory => Runtime.GrainFactory;

    /// <summary>Gets the services of this activation.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext?.ActivationServices ?? Runtime.ServiceProvider;

    /// <inheritdoc/>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation once the calls it is working on are done. The next call makes a new one.</summary>
    protected void DeactivateOnIdle()
    {
        EnsureRuntime();
        Runtime.DeactivateOnIdle(GrainContext);
    }

    /// <summary>Keeps this activation from being collected for being idle.</summary>
    /// <param name="timeSpan">For how long from now; zero or less takes an earlier delay back.</param>
    protected void DelayDeactivation(TimeSpan timeSpan)
    {
        EnsureRuntime();
        Runtime.DelayDeactivation(GrainContext, timeSpan);
    }

    private void EnsureRuntime()
    {
        if (Runtime is null)
        {
            throw new InvalidOperationException("The grain was created outside of a silo, so this is not available. Pass a grain runtime to its constructor.");
        }
    }
}
