namespace Orleans.Distributed.Output;

/// <summary>The default receiver of what workers write: the console of this process.</summary>
internal static class ConsoleOutput
{
    /// <summary>Writes the line with its prefix in one call, which the console never mixes with another.</summary>
    public static void Write(WorkerOutput output)
    {
        var writer = output.Source == WorkerOutputSource.StandardOutput ? Console.Out : Console.Error;
        try
        {
            writer.WriteLine($"From worker {output.Pid}:\t{output.Line}");
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            // The console is gone. The worker must not stop at that, and nobody is left to tell.
        }
    }
}
