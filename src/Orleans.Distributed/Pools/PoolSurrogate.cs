using Orleans.Distributed.References;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Pools;

/// <summary>Sends a pool as a handle. The default pool becomes the receiving process's own view of it.</summary>
internal sealed class PoolSurrogate(ReferenceSurrogate references, Func<DistributedCluster> cluster) : IValueSurrogate
{
    public object? Replace(object value, EncodeContext context) => value is WorkerPool { IsDefault: true } ? null : references.Replace(value, context);

    public object Restore(object? replacement, Type type, DecodeContext context) => replacement is null
        ? cluster().DefaultWorkerPool
        : references.Restore(replacement, (_, claim, image) => new WorkerPool(cluster(), claim, image.Id, image.Where), context);
}
