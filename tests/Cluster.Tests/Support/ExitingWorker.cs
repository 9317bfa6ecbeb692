namespace Orleans.Distributed.RealProcesses.Support;

/// <summary>A worker that comes up, and ends before it has joined.</summary>
public sealed class ExitingWorker : IWorkerProgram
{
    public const int ExitCode = 17;

    public Task RunAsync(WorkerContext context)
    {
        Environment.Exit(ExitCode);
        return Task.CompletedTask;
    }
}
