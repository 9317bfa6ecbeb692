namespace Orleans.Distributed;

/// <summary>Where a function is to run: on a process, on the next free worker of a pool, or on any worker.</summary>
public readonly struct CallTarget
{
    private CallTarget(int pid, IWorkerPool? pool)
    {
        Pid = pid;
        Pool = pool;
    }

    /// <summary>
    /// Any worker, one after the other: Julia's <c>:any</c>. A worker is chosen by its turn, whether it is free or not.
    /// </summary>
    public static CallTarget Any { get; }

    /// <summary>The process, or 0 for a pool or any worker.</summary>
    internal int Pid { get; }

    internal IWorkerPool? Pool { get; }

    /// <summary>The next free worker of a pool.</summary>
    /// <param name="pool">The pool.</param>
    /// <returns>The target.</returns>
    public static CallTarget From(IWorkerPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        return new CallTarget(0, pool);
    }

    /// <summary>A process.</summary>
    /// <param name="pid">Its pid.</param>
    /// <returns>The target.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pid"/> is less than 1.</exception>
    public static CallTarget FromInt32(int pid)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pid, 1);
        return new CallTarget(pid, null);
    }

    /// <summary>A process.</summary>
    /// <param name="pid">Its pid.</param>
    public static implicit operator CallTarget(int pid) => FromInt32(pid);

    /// <summary>The next free worker of a pool.</summary>
    /// <param name="pool">The pool.</param>
    public static implicit operator CallTarget(WorkerPool pool) => From(pool);

    /// <summary>The next free worker of a pool.</summary>
    /// <param name="pool">The pool.</param>
    public static implicit operator CallTarget(CachingPool pool) => From(pool);
}
