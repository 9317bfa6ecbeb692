using System.Runtime.InteropServices;

namespace Orleans.Distributed.RealProcesses.Support;

internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Abort = 6;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends a signal to a process, or to the group of a process when <paramref name="processId"/> is negative.</summary>
    public static void Send(int processId, int signal) => Assert.Equal(0, SendCore(processId, signal));

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendCore(int processId, int signal);
}
