namespace Orleans.Distributed.Pools;

/// <summary>A pool's answer to one who asks for a worker.</summary>
/// <param name="Status">Whether there is one.</param>
/// <param name="Pid">The worker.</param>
internal readonly record struct PoolGrant(PoolStatus Status, int Pid)
{
    public static PoolGrant Of(PoolStatus status) => new(status, 0);
}
