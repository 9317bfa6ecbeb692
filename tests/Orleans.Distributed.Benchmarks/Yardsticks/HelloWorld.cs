using System.Diagnostics;

namespace Orleans.Distributed.Benchmarks.Yardsticks;

/// <summary>The least that a process of .NET can do.</summary>
internal static class HelloWorld
{
    public const string Role = "--hello";

    /// <summary>Starts so many at once, and waits until all have ended.</summary>
    public static async Task RunAsync(int count)
    {
        Process[] processes = [.. Enumerable.Range(0, count).Select(_ => OwnProgram.Start(Role))];
        foreach (Process process in processes)
        {
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }
}
