using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Things to run when a silo starts.</summary>
public static class SiloBuilderStartupExtensions
{
    /// <summary>Runs a task at a stage of the start.</summary>
    /// <typeparam name="TStartup">The task; it gets its services injected.</typeparam>
    /// <param name="builder">The silo.</param>
    /// <param name="stage">The stage. The default is <see cref="ServiceLifecycleStage.Active"/>.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddStartupTask<TStartup>(this ISiloBuilder builder, int stage = ServiceLifecycleStage.Active)
        where TStartup : class, IStartupTask =>
        builder.AddStartupTask(
            (services, cancellation) => ActivatorUtilities.GetServiceOrCreateInstance<TStartup>(services).Execute(cancellation), stage);

    /// <summary>Runs a task at a stage of the start.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="startupTask">The task.</param>
    /// <param name="stage">The stage. The default is <see cref="ServiceLifecycleStage.Active"/>.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddStartupTask(this ISiloBuilder builder, IStartupTask startupTask, int stage = ServiceLifecycleStage.Active)
    {
        ArgumentNullException.ThrowIfNull(startupTask);
        return builder.AddStartupTask((_, cancellation) => startupTask.Execute(cancellation), stage);
    }

    /// <summary>Runs a task at a stage of the start.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="startupTask">The task.</param>
    /// <param name="stage">The stage. The default is <see cref="ServiceLifecycleStage.Active"/>.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddStartupTask(
        this ISiloBuilder builder, Func<IServiceProvider, CancellationToken, Task> startupTask, int stage = ServiceLifecycleStage.Active)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(startupTask);
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => new StartupTask(services, startupTask, stage));
        return builder;
    }
}
