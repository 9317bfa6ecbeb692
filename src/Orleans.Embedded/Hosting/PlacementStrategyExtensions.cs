using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Runtime.Placement;

namespace Orleans.Hosting;

/// <summary>Placement of your own.</summary>
public static class PlacementStrategyExtensions
{
    /// <summary>Adds the director of a strategy.</summary>
    /// <typeparam name="TStrategy">The strategy.</typeparam>
    /// <typeparam name="TDirector">The director; it gets its services injected.</typeparam>
    /// <param name="builder">The silo.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddPlacementDirector<TStrategy, TDirector>(this ISiloBuilder builder)
        where TStrategy : PlacementStrategy, new()
        where TDirector : class, IPlacementDirector
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddPlacementDirector<TStrategy, TDirector>();
        return builder;
    }

    /// <summary>Adds the director of a strategy.</summary>
    /// <typeparam name="TStrategy">The strategy.</typeparam>
    /// <param name="builder">The silo.</param>
    /// <param name="createDirector">Makes the director.</param>
    /// <returns>The silo.</returns>
    public static ISiloBuilder AddPlacementDirector<TStrategy>(
        this ISiloBuilder builder, Func<IServiceProvider, IPlacementDirector> createDirector)
        where TStrategy : PlacementStrategy, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddPlacementDirector<TStrategy>(createDirector);
        return builder;
    }

    /// <summary>Adds the director of a strategy.</summary>
    /// <typeparam name="TStrategy">The strategy.</typeparam>
    /// <typeparam name="TDirector">The director; it gets its services injected.</typeparam>
    /// <param name="services">The services of the silo.</param>
    public static void AddPlacementDirector<TStrategy, TDirector>(this IServiceCollection services)
        where TStrategy : PlacementStrategy, new()
        where TDirector : class, IPlacementDirector =>
        services.AddKeyedSingleton<IPlacementDirector, TDirector>(typeof(TStrategy));

    /// <summary>Adds the director of a strategy.</summary>
    /// <typeparam name="TStrategy">The strategy.</typeparam>
    /// <param name="services">The services of the silo.</param>
    /// <param name="createDirector">Makes the director.</param>
    public static void AddPlacementDirector<TStrategy>(
        this IServiceCollection services, Func<IServiceProvider, IPlacementDirector> createDirector)
        where TStrategy : PlacementStrategy, new() =>
        services.AddKeyedSingleton(typeof(TStrategy), (provider, _) => createDirector(provider));
}
