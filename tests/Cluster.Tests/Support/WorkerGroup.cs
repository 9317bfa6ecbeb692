namespace Orleans.Distributed.RealProcesses.Support;

/// <summary>The workers of one test. In the end they are removed, and it is asserted that none of their processes is left.</summary>
internal sealed class WorkerGroup : IAsyncDisposable
{
    private readonly ICluster _cluster;
    private readonly Dictionary<int, ProcessWatch> _processes = [];

    private WorkerGroup(ICluster cluster) => _cluster = cluster;

    public IReadOnlyList<int> Pids { get; private set; } = [];

    public int this[int index] => Pids[index];

    /// <summary>What the workers wrote.</summary>
    public OutputLog Output { get; } = new();

    public static async Task<WorkerGroup> StartAsync(ICluster cluster, int count, LocalOptions? options = null)
    {
        var workers = new WorkerGroup(cluster);
        options ??= new LocalOptions();
        options.Output ??= workers.Output.Write;
        workers.Pids = await cluster.AddProcsAsync(count, options).InTimeAsync();
        foreach (ProcessInfo process in cluster.Processes.Where(p => workers.Pids.Contains(p.Pid)))
        {
            workers._processes[process.Pid] = new ProcessWatch(process.OsProcessId);
        }

        return workers;
    }

    public ProcessWatch ProcessOf(int pid) => _processes[pid];

    public void Signal(int pid, int signal) => Signals.Send(ProcessOf(pid).Id, signal);

    /// <summary>Ends a worker as the system does it: without a chance to say good-bye.</summary>
    public void Kill(int pid) => Signal(pid, Signals.Kill);

    public async ValueTask DisposeAsync()
    {
        // Those that a test has blocked do not end by themselves.
        await _cluster.RmProcsAsync(Pids, new RmProcsOptions { StopTimeout = TimeSpan.FromSeconds(1) }).InTimeAsync();
        foreach (ProcessWatch process in _processes.Values)
        {
            await process.WaitUntilEndedAsync();
        }
    }
}
