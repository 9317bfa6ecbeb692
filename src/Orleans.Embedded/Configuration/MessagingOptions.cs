namespace Orleans.Configuration;

/// <summary>How calls are made.</summary>
public abstract class MessagingOptions
{
    /// <summary>
    /// Gets or sets how long a caller waits for the answer to a call. The default is 30 seconds.
    /// <see cref="Timeout.InfiniteTimeSpan"/> is no limit. <see cref="ResponseTimeoutAttribute"/> sets it by method.
    /// </summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets whether the grain is told to cancel a call whose caller gave up waiting. The default is <see langword="false"/>.</summary>
    public bool CancelRequestOnTimeout { get; set; }

    /// <summary>
    /// Gets or sets whether a caller that cancels a call waits until the grain has answered. With the default, <see langword="false"/>,
    /// it gets an <see cref="OperationCanceledException"/> at once.
    /// </summary>
    public bool WaitForCancellationAcknowledgement { get; set; }

    /// <summary>Gets or sets the largest message, in bytes. The default is 100 MiB.</summary>
    public int MaxMessageBodySize { get; set; } = 100 * 1024 * 1024;
}
