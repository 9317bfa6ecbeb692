namespace Orleans.Runtime.Messaging;

/// <summary>Where a grain was found, and as of which state of the cluster.</summary>
internal sealed record Route(Connection Connection, int Version);
