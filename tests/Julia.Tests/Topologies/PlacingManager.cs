using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Julia.Topologies;

/// <summary>Gives worker i of a launch the ident i, and links it to i+2, i+4 and so on.</summary>
internal sealed class PlacingManager : IClusterManager
{
    private readonly LocalClusterManager _inner = new();

    /// <summary>The idents of the workers that have joined, by pid.</summary>
    public ConcurrentDictionary<int, string?> Registered { get; } = new();

    public async IAsyncEnumerable<LaunchResult> LaunchAsync(
        IReadOnlyList<WorkerLaunch> workers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (LaunchResult result in _inner.LaunchAsync(workers, cancellationToken))
        {
            int place = workers.Select(worker => worker.Pid).Order().ToList().IndexOf(result.Pid) + 1;
            yield return result.Process is null ? result : new LaunchResult(result.Process, new WorkerConfig
            {
                Ident = $"{place}",
                ConnectIdents = [.. Enumerable.Range(place + 1, workers.Count - place).Where(other => other % 2 == place % 2).Select(other => $"{other}")],
            });
        }
    }

    public Task ManageAsync(int pid, WorkerConfig config, ManageOperation operation, CancellationToken cancellationToken)
    {
        if (operation == ManageOperation.Register)
        {
            Assert.True(Registered.TryAdd(pid, config.Ident));
        }

        return Task.CompletedTask;
    }
}
