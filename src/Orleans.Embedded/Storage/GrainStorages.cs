using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Finds the storage that a grain class asks for.</summary>
internal static class GrainStorages
{
    public static IGrainStorage Get(IGrainContext context, string? name, Type grainClass)
    {
        string wanted = string.IsNullOrEmpty(name) ? ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME : name;
        return context.ActivationServices.GetKeyedService<IGrainStorage>(wanted)
            ?? (wanted == ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME ? context.ActivationServices.GetService<IGrainStorage>() : null)
            ?? throw new OrleansConfigurationException(
                $"The grain class {grainClass.FullName} keeps state in the storage '{wanted}', which this silo does not have. Add it with ISiloBuilder.AddMemoryGrainStorage(\"{wanted}\") or another storage of that name.");
    }
}
