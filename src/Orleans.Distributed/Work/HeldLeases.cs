using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Work;

/// <summary>
/// The workers that were taken from pools for the work that the running code is part of. They go along with its calls, so that a work
/// inside of a work can tell which worker it must not wait for.
/// </summary>
internal static class HeldLeases
{
    private static readonly AsyncLocal<HeldLease[]?> Flowing = new();

    public static HeldLease[] Current
    {
        get => Flowing.Value ?? [];
        set => Flowing.Value = value;
    }

    /// <summary>The pool as it is known everywhere; <see langword="null"/> for a pool of the user's making.</summary>
    public static Rrid? IdentityOf(IWorkerPool? pool) => pool switch
    {
        WorkerPool own => own.Id,
        CachingPool caching => caching.Members.Id,
        _ => null,
    };

    /// <summary>The worker of a pool that is taken for the running code, the last one if there are several.</summary>
    public static int? Of(IWorkerPool pool)
    {
        if (IdentityOf(pool) is { } identity)
        {
            HeldLease[] held = Current;
            for (int i = held.Length - 1; i >= 0; i--)
            {
                if (held[i].Pool == identity)
                {
                    return held[i].Pid;
                }
            }
        }

        return null;
    }

    /// <summary>The leases of the running code, and one more.</summary>
    public static HeldLease[] And(IWorkerPool? pool, int pid) =>
        IdentityOf(pool) is { } identity ? [.. Current, new HeldLease(identity, pid)] : Current;

    /// <summary>Makes a call that takes the leases along.</summary>
    public static Invocation<T> Carry<T>(Invocation<T> invocation) => Carry(invocation, Current);

    /// <inheritdoc cref="Carry{T}(Invocation{T})"/>
    public static Invocation<T> Carry<T>(Invocation<T> invocation, HeldLease[] held) =>
        held.Length == 0 || invocation.IsSystem ? invocation : new HoldingInvocation<T>(invocation, held);
}
