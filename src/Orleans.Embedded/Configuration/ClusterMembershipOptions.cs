namespace Orleans.Configuration;

/// <summary>How silos watch each other.</summary>
public class ClusterMembershipOptions
{
    /// <summary>Gets or sets whether silos that do not answer are declared dead. The default is <see langword="true"/>.</summary>
    public bool LivenessEnabled { get; set; } = true;

    /// <summary>Gets or sets how many probes in a row a silo may miss. The default is 3.</summary>
    public int NumMissedProbesLimit { get; set; } = 3;

    /// <summary>
    /// Gets or sets the time between probes, which is also how long the answer to one may take. The default is 5 seconds.
    /// A silo that hangs is declared dead after <see cref="NumMissedProbesLimit"/> times this; one whose process ended, at once.
    /// </summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how long a silo tries to join. The default is 5 minutes.</summary>
    public TimeSpan MaxJoinAttemptTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets for how long the cluster remembers dead silos. The default is 7 days.</summary>
    public TimeSpan DefunctSiloExpiration { get; set; } = TimeSpan.FromDays(7);
}
