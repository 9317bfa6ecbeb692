namespace Orleans.Distributed.ClusterManagers.Tests.Support;

/// <summary>A worker that cannot be made.</summary>
public sealed class BrokenWorker : IWorkerProgram
{
    public BrokenWorker() => throw new InvalidOperationException("broken on purpose");

    public Task RunAsync(WorkerContext context) => Task.CompletedTask;
}
