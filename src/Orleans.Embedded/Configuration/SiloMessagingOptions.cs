namespace Orleans.Configuration;

/// <summary>How calls are made and served in a silo.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>Gets or sets how often a request may be sent on to another silo when its grain is not where it was sent to. The default is 2.</summary>
    public int MaxForwardCount { get; set; } = 2;

    /// <summary>Gets or sets how many requests may wait for one activation before more are refused. The default, 0, is no limit.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; }
}
