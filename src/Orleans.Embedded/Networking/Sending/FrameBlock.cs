using System.Buffers;

namespace Orleans.Runtime.Networking.Sending;

/// <summary>A run of whole frames that goes to the socket in one write.</summary>
internal sealed class FrameBlock(int size)
{
    /// <summary>The bytes; only the first <see cref="Length"/> count.</summary>
    public byte[] Buffer { get; } = ArrayPool<byte>.Shared.Rent(size);

    /// <summary>How many bytes are filled.</summary>
    public int Length { get; set; }

    /// <summary>Whether another <paramref name="size"/> bytes fit.</summary>
    public bool HasRoomFor(int size) => Buffer.Length - Length >= size;

    /// <summary>Gives the memory back.</summary>
    public void Release() => ArrayPool<byte>.Shared.Return(Buffer);
}
