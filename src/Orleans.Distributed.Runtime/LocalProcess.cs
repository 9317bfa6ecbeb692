namespace Orleans.Distributed;

/// <summary>
/// The process of the cluster that this silo is. One per silo: several silos in one operating system process are several
/// processes of the cluster.
/// </summary>
internal sealed class LocalProcess(TimeProvider time)
{
    private readonly TaskCompletionSource _hasPid = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _pid;
    private long _lastId;

    /// <summary>The pid, or 0 until the process has joined.</summary>
    public int Pid => Volatile.Read(ref _pid);

    /// <summary>Completes when the process has its pid.</summary>
    public Task HasPid => _hasPid.Task;

    public TimeProvider Time { get; } = time;

    /// <summary>The head's silo, where this process was told of it before it joined.</summary>
    public SiloAddress? HeadSilo { get; set; }

    /// <summary>Whether this is the process that alone adds and removes others.</summary>
    public bool IsHead => Pid == 1;

    public void AssignPid(int pid)
    {
        int before = Interlocked.CompareExchange(ref _pid, pid, 0);
        if (before != 0 && before != pid)
        {
            throw new InvalidOperationException(
                $"This process already is process {before} and cannot become process {pid}. A silo joins one cluster, once.");
        }

        _hasPid.TrySetResult();
    }

    /// <summary>The next number of this process's counter, from 1: for references and calls.</summary>
    public long NextId() => Interlocked.Increment(ref _lastId);
}
