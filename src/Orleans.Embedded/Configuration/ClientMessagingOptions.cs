namespace Orleans.Configuration;

/// <summary>How calls are made by a client.</summary>
public class ClientMessagingOptions : MessagingOptions;
