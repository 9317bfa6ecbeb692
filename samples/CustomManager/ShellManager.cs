using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Distributed;

namespace CustomManager;

/// <summary>Launches workers by a shell, with a prefix in front of the command: <c>nice</c>, <c>taskset</c>, <c>srun</c>.</summary>
/// <param name="prefix">The prefix.</param>
/// <param name="assembly">The program that becomes a worker when it is asked to; this one by default.</param>
internal sealed class ShellManager(string prefix, Assembly? assembly = null) : IClusterManager
{
    private readonly ConcurrentDictionary<int, List<ManageOperation>> _told = new();

    public IEnumerable<string> Diary => _told.OrderBy(told => told.Key).Select(told => $"worker {told.Key}: {string.Join(", ", told.Value)}");

    public async IAsyncEnumerable<LaunchResult> LaunchAsync(
        IReadOnlyList<WorkerLaunch> workers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(workers);
        foreach (WorkerLaunch worker in workers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await StartAsync(worker);
        }
    }

    public Task ManageAsync(int pid, WorkerConfig config, ManageOperation operation, CancellationToken cancellationToken)
    {
        _told.GetOrAdd(pid, static _ => []).Add(operation);
        return Task.CompletedTask;
    }

    private async Task<LaunchResult> StartAsync(WorkerLaunch launch)
    {
        try
        {
            string program = Environment.ProcessPath!;
            string command = Path.GetFileNameWithoutExtension(program) == "dotnet" ? $"'{program}' '{(assembly ?? Assembly.GetEntryAssembly()!).Location}'" : $"'{program}'";
            var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, ArgumentList = { "-c", $"exec {prefix} {command} worker" } };
            foreach ((string name, string? value) in launch.Config.EnvironmentVariables)
            {
                start.Environment[name] = value;
            }

            var worker = new ShellWorker(launch.Pid, Process.Start(start)!);
            await worker.HandOverAsync(launch.Payload);
            return new LaunchResult(worker, launch.Config with { Host = Environment.MachineName });
        }
        catch (Exception error)
        {
            return new LaunchResult(launch.Pid, error);
        }
    }
}
