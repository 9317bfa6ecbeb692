using System.Runtime.CompilerServices;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Pools;

/// <summary>Sends a caching pool: its receiver takes workers from the same pool, and sends functions of its own.</summary>
internal sealed class CachingPoolSurrogate(Func<DistributedCluster> cluster) : IValueSurrogate
{
    /// <summary>One caching pool for each pool, so that one that is received twice has sent its functions already.</summary>
    private readonly ConditionalWeakTable<WorkerPool, CachingPool> _received = [];

    public object? Replace(object value, EncodeContext context) => ((CachingPool)value).Members;

    public object Restore(object? replacement, Type type, DecodeContext context) => replacement is WorkerPool members
        ? _received.GetValue(members, pool => new CachingPool(cluster(), pool))
        : throw new MalformedDataException("A caching pool came without its workers.");
}
