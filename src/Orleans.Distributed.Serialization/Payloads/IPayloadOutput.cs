using System.Buffers;

namespace Orleans.Distributed.Serialization.Payloads;

/// <summary>An output that can send pooled memory from where it lies.</summary>
internal interface IPayloadOutput : IBufferWriter<byte>
{
    /// <summary>Appends memory without copying it.</summary>
    /// <param name="bytes">A piece of <paramref name="memory"/>.</param>
    /// <param name="memory">The whole, which the output gives up when it has been sent.</param>
    void Append(ReadOnlyMemory<byte> bytes, PayloadMemory memory);
}
