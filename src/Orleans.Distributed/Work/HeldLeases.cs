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

    /// <summary>
    /// The worker of a pool that is taken for the running code, the last one if there are several. Of a pool of the user's making it is not
    /// known.
    /// </summary>
    public static async ValueTask<int?> OfAsync(IWorkerPool pool, CancellationToken cancellationToken)
    {
        HeldLease[] held = Current;
        WorkerPool? members = pool as WorkerPool ?? (pool as CachingPool)?.Members;
        if (held.Length == 0 || members is null)
        {
            return null;
        }

        Rrid identity = await members.FindIdentityAsync(cancellationToken).ConfigureAwait(false);
        int last = Array.FindLastIndex(held, lease => lease.Pool == identity);
        return last < 0 ? null : held[last].Pid;
    }

    /// <summary>The leases of the running code, and one more.</summary>
    public static HeldLease[] And(WorkerLease lease) =>
        lease.Pool is { } identity ? [.. Current, new HeldLease(identity, lease.Pid)] : Current;

    /// <summary>Makes a call that takes the leases along.</summary>
    public static Invocation<T> Carry<T>(Invocation<T> invocation) => Carry(invocation, Current);

    /// <inheritdoc cref="Carry{T}(Invocation{T})"/>
    public static Invocation<T> Carry<T>(Invocation<T> invocation, HeldLease[] held) =>
        held.Length == 0 || invocation.IsSystem ? invocation : new HoldingInvocation<T>(invocation, held);
}
