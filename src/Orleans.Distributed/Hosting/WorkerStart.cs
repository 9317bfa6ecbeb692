using System.Buffers;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Hosting;

/// <summary>What a new worker is handed over its standard input.</summary>
/// <param name="Pid">The pid that is reserved for it.</param>
/// <param name="Cluster">The cluster to join.</param>
/// <param name="HeadSilo">The endpoint of the head's silo.</param>
internal sealed record WorkerStart(int Pid, ClusterIdentity Cluster, string HeadSilo)
{
    public byte[] Encode()
    {
        var bytes = new ArrayBufferWriter<byte>();
        ValueCodec.Shared.Encode(bytes, this);
        return bytes.WrittenSpan.ToArray();
    }

    public static WorkerStart Decode(ReadOnlyMemory<byte> bytes) => ValueCodec.Shared.Decode<WorkerStart>(bytes);

    public override string ToString() => $"worker {Pid} of {Cluster}";
}
