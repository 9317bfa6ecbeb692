namespace Orleans.Distributed;

/// <summary>How a distributed loop does its work. Read when the loop begins.</summary>
public sealed class LoopOptions
{
    /// <summary>How the iterations are shared out. The default is <see cref="LoopSchedule.Static"/>.</summary>
    public LoopSchedule Schedule { get; set; } = LoopSchedule.Static;

    /// <summary>
    /// The pool whose workers do the work. With a static schedule its members of that moment do, whether they are free or not; with a
    /// dynamic one those that are free. <see langword="null"/>, the default, stands for all workers of the cluster at the time of the call.
    /// </summary>
    public IWorkerPool? Pool { get; set; }

    /// <summary>
    /// How many iterations go to a worker at a time when the schedule is dynamic. <see langword="null"/>, the default, measures: as many as
    /// take a few milliseconds.
    /// </summary>
    public int? ChunkSize { get; set; }

    /// <summary>
    /// Whether the body may safely run more than once for an iteration. Then another worker does what a worker that died was given. The
    /// default is <see langword="false"/>.
    /// </summary>
    public bool Idempotent { get; set; }

    internal LoopOptions Snapshot()
    {
        if (ChunkSize is { } size)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(ChunkSize));
        }

        return Schedule is LoopSchedule.Static or LoopSchedule.Dynamic
            ? (LoopOptions)MemberwiseClone()
            : throw new ArgumentOutOfRangeException(nameof(Schedule), Schedule, "There is no such schedule.");
    }
}
