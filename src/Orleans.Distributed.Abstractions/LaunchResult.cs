using System.Diagnostics.CodeAnalysis;

namespace Orleans.Distributed;

/// <summary>What became of one <see cref="WorkerLaunch"/>: a running process, or the reason why there is none.</summary>
public sealed class LaunchResult
{
    /// <summary>A worker that was launched.</summary>
    /// <param name="process">The running process.</param>
    /// <param name="config">
    /// What is to be known of it, which the manager finds again in <see cref="IClusterManager.ManageAsync"/>;
    /// <see langword="null"/>, the default, stands for what the cluster had asked for.
    /// </param>
    public LaunchResult(IWorkerProcess process, WorkerConfig? config = null)
    {
        ArgumentNullException.ThrowIfNull(process);
        Process = process;
        Pid = process.Pid;
        Config = config;
    }

    /// <summary>A worker that could not be launched.</summary>
    /// <param name="pid">The pid that the cluster had given it.</param>
    /// <param name="error">Why it could not be launched.</param>
    public LaunchResult(int pid, Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Pid = pid;
        Error = error;
    }

    /// <summary>The pid that the cluster gave the worker.</summary>
    public int Pid { get; }

    /// <summary>The running process, which has received its payload; <see langword="null"/> when the launch failed.</summary>
    public IWorkerProcess? Process { get; }

    /// <summary>What is to be known of the worker; <see langword="null"/> for what the cluster had asked for.</summary>
    public WorkerConfig? Config { get; }

    /// <summary>Why the launch failed; <see langword="null"/> when it did not.</summary>
    public Exception? Error { get; }

    /// <summary>Whether the worker runs.</summary>
    [MemberNotNullWhen(true, nameof(Process))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Process is not null;
}
