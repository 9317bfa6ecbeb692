using System.Diagnostics;
using Orleans.Distributed;

namespace CustomManager;

/// <summary>A worker process: as the head sees it, and its own course. It lives as long as its standard input is open.</summary>
internal sealed class ShellWorker : IWorkerProcess
{
    private readonly Process _process;

    public ShellWorker(int pid, Process process)
    {
        Pid = pid;
        _process = process;
        OsProcessId = process.Id;
        Exited = WatchAsync();
    }

    public int Pid { get; }

    public int OsProcessId { get; }

    public Task<WorkerExit> Exited { get; }

    /// <summary>The course of the worker: reads the payload, joins the cluster, and ends with its head or when it is told to.</summary>
    public static async Task<int> MainAsync()
    {
        await using Stream input = Console.OpenStandardInput();
        byte[] length = new byte[sizeof(int)];
        await input.ReadExactlyAsync(length);
        byte[] payload = new byte[BitConverter.ToInt32(length)];
        await input.ReadExactlyAsync(payload);
        using var stopping = new CancellationTokenSource();
        _ = input.ReadAsync(length).AsTask().ContinueWith(_ => stopping.Cancel(), TaskScheduler.Default);
        await WorkerHost.RunAsync(payload, stopping.Token);
        return 0;
    }

    /// <summary>By standard input: the payload holds the secret of the cluster.</summary>
    public async Task HandOverAsync(ReadOnlyMemory<byte> payload)
    {
        Stream input = _process.StandardInput.BaseStream;
        await input.WriteAsync(BitConverter.GetBytes(payload.Length));
        await input.WriteAsync(payload);
        await input.FlushAsync();
    }

    public async Task<WorkerExit> StopAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeout ?? default, TimeSpan.Zero, nameof(timeout));
        _process.StandardInput.Close();
        await ((Task)Exited).WaitAsync(timeout ?? TimeSpan.FromSeconds(5), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await KillAsync();
    }

    public Task<WorkerExit> KillAsync()
    {
        if (!Exited.IsCompleted)
        {
            _process.Kill(entireProcessTree: true);
        }

        return Exited;
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task<WorkerExit> WatchAsync()
    {
        await _process.WaitForExitAsync();
        return new WorkerExit(_process.ExitCode, null, []);
    }
}
