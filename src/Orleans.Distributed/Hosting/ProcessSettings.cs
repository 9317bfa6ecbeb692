namespace Orleans.Distributed.Hosting;

/// <summary>What a silo is told of the process that it is to become.</summary>
internal sealed class ProcessSettings
{
    /// <summary>The pid that was reserved for it; 0 when it takes the next.</summary>
    public int Pid { get; set; }

    /// <summary>The head's silo, which a worker joins through; <see langword="null"/> at the head itself.</summary>
    public SiloAddress? HeadSilo { get; set; }

    /// <summary>Whether the process ends as if it were killed: without a word to the others.</summary>
    public bool EndsSilently { get; set; }

    /// <summary>What the workers of this process have to know to join; <see langword="null"/> where none can be launched.</summary>
    public ClusterIdentity? Identity { get; set; }
}
