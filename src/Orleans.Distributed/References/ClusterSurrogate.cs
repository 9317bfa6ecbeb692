using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.References;

/// <summary>A cluster that is sent becomes the receiving process's own view of it.</summary>
internal sealed class ClusterSurrogate(Func<ICluster> local) : IValueSurrogate
{
    public object? Replace(object value, EncodeContext context) => null;

    public object Restore(object? replacement, Type type, DecodeContext context) => local();
}
