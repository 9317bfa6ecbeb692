namespace Orleans.Distributed.ClusterManagers.Tests.Support;

/// <summary>A worker that wants an argument.</summary>
public sealed class DemandingWorker(string wish) : IWorkerProgram
{
    public Task RunAsync(WorkerContext context) => Console.Out.WriteLineAsync(wish);
}
