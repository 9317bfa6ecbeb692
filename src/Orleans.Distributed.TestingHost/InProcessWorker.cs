using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Distributed.Hosting;

namespace Orleans.Distributed.TestingHost;

/// <summary>A worker that is a silo in this program.</summary>
internal sealed class InProcessWorker : IWorkerProcess
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource<WorkerExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IHost _host;
    private readonly ProcessSettings _settings;
    private int _ending;

    private InProcessWorker(int pid, IHost host)
    {
        Pid = pid;
        _host = host;
        _settings = host.Services.GetRequiredService<ProcessSettings>();
        Cluster = host.Services.GetRequiredService<ICluster>();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => Task.Run(() => StopAsync()));
    }

    public int Pid { get; }

    public int OsProcessId => Environment.ProcessId;

    public ICluster Cluster { get; }

    public Task<WorkerExit> Exited => _exited.Task;

    public static async Task<InProcessWorker> StartAsync(WorkerLaunch launch, CancellationToken cancellationToken) =>
        new(launch.Pid, await WorkerSilo.StartAsync(WorkerStart.Decode(launch.Payload), cancellationToken).ConfigureAwait(false));

    public Task<WorkerExit> StopAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        EndAsync(timeout ?? DefaultPatience, cancellationToken);

    public Task<WorkerExit> KillAsync()
    {
        // A process that is killed tells nobody, and is gone at once, which its head hears from the operating system.
        _settings.EndsSilently = true;
        _exited.TrySetResult(new WorkerExit(null, 9, []));
        return EndAsync(TimeSpan.Zero, CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await KillAsync().ConfigureAwait(false);

    private async Task<WorkerExit> EndAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _ending, 1) == 0)
        {
            try
            {
                using (var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
                {
                    giveUp.CancelAfter(patience);
                    try
                    {
                        await _host.StopAsync(giveUp.Token).ConfigureAwait(false);
                    }
                    catch (Exception e) when (e is OperationCanceledException or AggregateException)
                    {
                        // Not within the time that it had: ended all the same.
                    }
                }

                await ((IAsyncDisposable)_host).DisposeAsync().ConfigureAwait(false);
            }
            finally
            {
                // Whatever fails while it ends, it is not used any more.
                _exited.TrySetResult(new WorkerExit(0, null, []));
                _ended.SetResult();
            }
        }

        await _ended.Task.ConfigureAwait(false);
        return await _exited.Task.ConfigureAwait(false);
    }
}
