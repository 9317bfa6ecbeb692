using System.Diagnostics;

namespace Orleans.Distributed.Benchmarks.Yardsticks;

/// <summary>Starts this program once more, in another role.</summary>
internal static class OwnProgram
{
    public static Process Start(string role)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(OwnProgram).Assembly.Location, role]) { RedirectStandardOutput = true };
        return Process.Start(start)!;
    }
}
