using System.Buffers;

namespace Orleans.Distributed.Serialization.Payloads;

/// <summary>Pooled memory that a payload lies in.</summary>
/// <param name="bytes">The memory.</param>
/// <param name="owner">Told once that it is not needed any more.</param>
internal sealed class PayloadMemory(ReadOnlySequence<byte> bytes, IDisposable owner) : IDisposable
{
    private readonly ReadOnlySequence<byte> _bytes = bytes;
    private IDisposable? _owner = owner;

    /// <summary>The bytes.</summary>
    /// <exception cref="ObjectDisposedException">The memory was given up.</exception>
    public ReadOnlySequence<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _owner) is null, this);
            return _bytes;
        }
    }

    public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Dispose();
}
