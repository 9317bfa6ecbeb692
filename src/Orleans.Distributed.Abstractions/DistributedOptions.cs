using System.ComponentModel.DataAnnotations;

namespace Orleans.Distributed;

/// <summary>What holds for a whole cluster. The head's settings are handed to the workers that it starts.</summary>
public sealed class DistributedOptions
{
    /// <summary>The default of <see cref="FailureDetection"/>: 5 seconds.</summary>
    public static readonly TimeSpan DefaultFailureDetection = TimeSpan.FromSeconds(5);

    /// <summary>The default of <see cref="JoinTimeout"/>: 60 seconds.</summary>
    public static readonly TimeSpan DefaultJoinTimeout = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a process may stay silent before it is declared dead. A process that ends, or whose connection breaks, is
    /// noticed at once and does not wait for this. The default is 5 seconds; at least 500 ms.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "1.00:00:00")]
    public TimeSpan FailureDetection { get; set; } = DefaultFailureDetection;

    /// <summary>
    /// How long a new worker may take from its launch until it has joined. The default is 60 seconds; at least 1 second.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan JoinTimeout { get; set; } = DefaultJoinTimeout;

    /// <summary>
    /// The secret that a process must prove to know before it may join. <see langword="null"/>, the default, stands for 32 random
    /// bytes, made anew for each cluster. It is handed to workers over their standard input and crosses no wire.
    /// </summary>
    public string? ClusterCookie { get; set; }
}
