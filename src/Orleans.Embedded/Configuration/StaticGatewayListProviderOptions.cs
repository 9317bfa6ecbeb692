namespace Orleans.Configuration;

/// <summary>The gateways a client connects to.</summary>
public class StaticGatewayListProviderOptions
{
    /// <summary>Gets or sets the gateways, as <c>gwy.tcp://address:port/0</c>. The default is none.</summary>
    public List<Uri> Gateways { get; set; } = [];
}
