using Orleans.Distributed.Processes;

namespace Orleans.Distributed.Workers;

/// <summary>
/// Ties the life of this process to its parent's by means of the kernel. The closed control channel says the same, but a
/// stopped process does not read it.
/// </summary>
internal static class ParentWatch
{
    /// <summary>
    /// From now on this process is killed when its parent ends. Has to be called on the main thread: the wish is the
    /// calling thread's and goes with it.
    /// </summary>
    public static void EndWithParent()
    {
        if (OperatingSystem.IsLinux())
            _ = LibC.ProcessControl(LibC.SetParentDeathSignal, LibC.SigKill, 0, 0, 0);
    }

    /// <summary>Whether the parent had already ended before <see cref="EndWithParent"/>, so that no signal will come.</summary>
    public static bool IsOrphan(int parentProcessId) =>
        parentProcessId != 0 && OperatingSystem.IsLinux() && LibC.GetParentProcessId() != parentProcessId;
}
