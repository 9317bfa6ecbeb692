namespace Orleans;

/// <summary>A client of a cluster: calls grains, hosts none.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>Gets the services of the client.</summary>
    IServiceProvider ServiceProvider { get; }
}
