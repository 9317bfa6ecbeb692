using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Orleans.Distributed.Processes;

namespace Orleans.Distributed.Workers;

/// <summary>The end of this process that no user code can delay: no finally block, no finalizer, no exit handler runs.</summary>
internal static class ImmediateExit
{
    [DoesNotReturn]
    public static void Now(int code)
    {
        if (!OperatingSystem.IsWindows())
            LibC.ExitImmediately(code);
        Process.GetCurrentProcess().Kill();
        throw new UnreachableException();
    }

    /// <summary>Ends the process after <paramref name="delay"/>, should it still be there.</summary>
    public static void After(TimeSpan delay, int code)
    {
        // A thread of its own, since timers need a thread of the pool, and user code may have taken them all.
        var thread = new Thread(() =>
        {
            Thread.Sleep(delay);
            Now(code);
        })
        {
            IsBackground = true,
            Name = "Orleans.Distributed exit watch",
        };
        thread.UnsafeStart();
    }
}
