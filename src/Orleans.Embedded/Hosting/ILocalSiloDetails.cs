namespace Orleans.Runtime;

/// <summary>What is known about the silo of this process.</summary>
public interface ILocalSiloDetails
{
    /// <summary>Gets the name of the silo.</summary>
    string Name { get; }

    /// <summary>Gets the id of the cluster.</summary>
    string ClusterId { get; }

    /// <summary>Gets the host name of the machine.</summary>
    string DnsHostName { get; }

    /// <summary>Gets the address of the silo.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>Gets the address that clients connect to; <see cref="SiloAddress.Zero"/>'s port when there is no gateway.</summary>
    SiloAddress GatewayAddress { get; }
}
