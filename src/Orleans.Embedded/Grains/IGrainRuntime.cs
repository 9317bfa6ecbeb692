using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>What the runtime offers to grains.</summary>
public interface IGrainRuntime
{
    /// <summary>Gets the text form of the address of the silo.</summary>
    string SiloIdentity { get; }

    /// <summary>Gets the address of the silo.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>Gets the factory of references to grains.</summary>
    IGrainFactory GrainFactory { get; }

    /// <summary>Gets the services of the silo.</summary>
    IServiceProvider ServiceProvider { get; }

    /// <summary>Gets the clock.</summary>
    TimeProvider TimeProvider { get; }

    /// <summary>Ends an activation once the calls it is working on are done.</summary>
    /// <param name="grainContext">The activation.</param>
    void DeactivateOnIdle(IGrainContext grainContext);

    /// <summary>Keeps an activation from being collected for being idle.</summary>
    /// <param name="grainContext">The activation.</param>
    /// <param name="timeSpan">For how long from now.</param>
    void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan);

    /// <summary>Gets the storage of the state of a <see cref="Grain{TGrainState}"/>.</summary>
    /// <typeparam name="TGrainState">The type of the state.</typeparam>
    /// <param name="grainContext">The activation.</param>
    /// <returns>The storage.</returns>
    IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext);
}
