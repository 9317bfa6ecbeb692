namespace Orleans.Configuration;

/// <summary>Names the cluster and the service.</summary>
public class ClusterOptions
{
    /// <summary>The default of <see cref="ClusterId"/>.</summary>
    public const string DefaultClusterId = "default";

    /// <summary>The default of <see cref="ServiceId"/>.</summary>
    public const string DefaultServiceId = "default";

    /// <summary>Gets or sets the id of the cluster: silos and clients of different clusters refuse each other. The default is <c>default</c>.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>Gets or sets the id of the service, under which state is stored. The default is <c>default</c>.</summary>
    public string ServiceId { get; set; } = DefaultServiceId;
}
