using Orleans.Distributed.Calls;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Mapping;

/// <summary>What a parallel map was called with, and what it works on.</summary>
internal sealed class MapSetup<TItem, TResult>(
    DistributedCluster cluster, MapSource<TItem> source, Delegate function, MapFunction<TItem, TResult> form, PMapOptions options)
{
    public DistributedCluster Cluster { get; } = cluster;

    public MapSource<TItem> Source { get; } = source;

    public Delegate Function { get; } = function;

    public MapFunction<TItem, TResult> Form { get; } = form;

    public PMapOptions Options { get; } = options;

    public int OwnPid => Cluster.MyId;

    public CallDispatcher Calls => Cluster.Calls;

    public TimeProvider Time => Cluster.Handles.Process.Time;

    public ValueCodec Values => Cluster.Handles.Codec.Values;
}
