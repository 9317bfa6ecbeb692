using System.Net;

namespace Orleans.Configuration;

/// <summary>Where the cluster's primary silo is, which leads the membership.</summary>
public class DevelopmentClusterMembershipOptions
{
    /// <summary>Gets or sets the endpoint of the primary silo. With <see langword="null"/>, this silo is the primary.</summary>
    public IPEndPoint? PrimarySiloEndpoint { get; set; }
}
