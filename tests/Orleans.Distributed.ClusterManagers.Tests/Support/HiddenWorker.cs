namespace Orleans.Distributed.ClusterManagers.Tests.Support;

/// <summary>A worker that is not public.</summary>
internal sealed class HiddenWorker : IWorkerProgram
{
    public Task RunAsync(WorkerContext context) => Task.CompletedTask;
}
