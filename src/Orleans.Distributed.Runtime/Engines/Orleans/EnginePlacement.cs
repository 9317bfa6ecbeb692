namespace Orleans.Distributed.Placement;

/// <summary>How the engine finds grains that live at a process.</summary>
internal static class EnginePlacement
{
    /// <summary>
    /// Through the grain directory: the address is cached after the first call, and later messages are sent at once and
    /// so in order. Without the directory each message would be addressed by a queue of its own.
    /// </summary>
    public const bool UsesDirectory = true;
}
