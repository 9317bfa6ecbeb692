namespace Orleans.Distributed.RealProcesses.Support;

/// <summary>A worker that comes up and never joins.</summary>
public sealed class SilentWorker : IWorkerProgram
{
    public Task RunAsync(WorkerContext context) => Task.Delay(Timeout.Infinite);
}
