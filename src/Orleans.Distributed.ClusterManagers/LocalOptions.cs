using Orleans.Distributed.Launching;

namespace Orleans.Distributed;

/// <summary>How local worker processes are started, besides what holds for workers everywhere.</summary>
public sealed class LocalOptions : AddProcsOptions
{
    /// <summary>
    /// Whether workers use the server garbage collector, whatever the program is configured for. The default is
    /// <see langword="false"/>: several workers share a machine, and the server collector would keep a heap per core in each.
    /// </summary>
    public bool ServerGarbageCollection { get; set; }

    /// <summary>
    /// Receives each line that a worker writes. The default is <see langword="null"/>: lines go to the console of this process,
    /// standard output to <see cref="Console.Out"/> and standard error to <see cref="Console.Error"/>, as
    /// <c>From worker 3:</c>, a tab and the line. It is called for one line at a time, and gets the lines of each stream in order.
    /// While it blocks, workers soon block when they write. A line it throws on goes to the console.
    /// </summary>
    public Action<WorkerOutput>? Output { get; set; }

    /// <summary>How long a process has to come up and read its payload. The default is 60 seconds; up to a day.</summary>
    public TimeSpan StartTimeout { get; set; } = LocalDefaults.StartTimeout;

    /// <summary>
    /// How long a worker that was asked to end has for it before it is killed. The default is 5 seconds; zero kills at once; up
    /// to a day.
    /// </summary>
    public TimeSpan StopTimeout { get; set; } = LocalDefaults.StopTimeout;
}
