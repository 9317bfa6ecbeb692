namespace Orleans.Distributed.Placement;

/// <summary>How the engine finds grains that live at a process.</summary>
internal static class EnginePlacement
{
    /// <summary>Straight from the placement director, whose answer is the truth: no directory, no round trip.</summary>
    public const bool UsesDirectory = false;
}
