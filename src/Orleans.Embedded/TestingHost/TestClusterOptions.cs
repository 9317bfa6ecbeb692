using System.Globalization;

namespace Orleans.TestingHost;

/// <summary>Options of a <see cref="TestCluster"/>.</summary>
public class TestClusterOptions
{
    /// <summary>Gets or sets the id of the cluster. The default is random.</summary>
    public string ClusterId { get; set; } = string.Empty;

    /// <summary>Gets or sets the id of the service. The default is random.</summary>
    public string ServiceId { get; set; } = string.Empty;

    /// <summary>Gets or sets the port of the first silo; the others count up from it. The default, 0, picks free ones.</summary>
    public int BaseSiloPort { get; set; }

    /// <summary>Gets or sets the port of the first gateway; the others count up from it. The default, 0, picks free ones.</summary>
    public int BaseGatewayPort { get; set; }

    /// <summary>Gets or sets whether every silo has a gateway, rather than the first alone. The default is <see langword="true"/>.</summary>
    public bool GatewayPerSilo { get; set; } = true;

    /// <summary>Gets or sets whether <see cref="TestCluster.DeployAsync"/> starts the client. The default is <see langword="true"/>.</summary>
    public bool InitializeClientOnDeploy { get; set; } = true;

    /// <summary>Gets or sets with how many silos the cluster starts. The default is 2.</summary>
    public short InitialSilosCount { get; set; } = 2;

    /// <summary>Gets the names of the types that configure silos.</summary>
    public List<string?> SiloBuilderConfiguratorTypes { get; } = [];

    /// <summary>Gets the names of the types that configure clients.</summary>
    public List<string?> ClientBuilderConfiguratorTypes { get; } = [];

    /// <summary>Gets the options as configuration.</summary>
    /// <returns>Values by key.</returns>
    public Dictionary<string, string?> ToDictionary() => new(StringComparer.OrdinalIgnoreCase)
    {
        [$"Orleans:{nameof(ClusterId)}"] = ClusterId,
        [$"Orleans:{nameof(ServiceId)}"] = ServiceId,
        [nameof(ClusterId)] = ClusterId,
        [nameof(ServiceId)] = ServiceId,
        [nameof(BaseSiloPort)] = BaseSiloPort.ToString(CultureInfo.InvariantCulture),
        [nameof(BaseGatewayPort)] = BaseGatewayPort.ToString(CultureInfo.InvariantCulture),
        [nameof(GatewayPerSilo)] = GatewayPerSilo.ToString(),
        [nameof(InitializeClientOnDeploy)] = InitializeClientOnDeploy.ToString(),
        [nameof(InitialSilosCount)] = InitialSilosCount.ToString(CultureInfo.InvariantCulture),
    };
}
