using System.Buffers;

namespace Orleans.Distributed.Serialization.Payloads;

/// <summary>Pooled memory that a payload lies in.</summary>
/// <param name="bytes">The memory.</param>
/// <param name="owner">Told once that it is not needed any more.</param>
internal sealed class PayloadMemory(ReadOnlySequence<byte> bytes, IDisposable owner) : IDisposable
{
    private readonly ReadOnlySequence<byte> _bytes = bytes;
    private IDisposable? _owner = owner;

    /// <summary>Where whole arrays lie in it.</summary>
    public IReadOnlyList<ArrayStretch> Arrays { get; init; } = [];

    /// <summary>What is still to be copied into it; <see langword="null"/> when nothing ever was.</summary>
    public LateCopies? Late { get; init; }

    /// <summary>The bytes.</summary>
    /// <exception cref="ObjectDisposedException">The memory was given up.</exception>
    public ReadOnlySequence<byte> Bytes
    {
        get
        {
            ReadOnlySequence<byte> bytes = Layout;
            Late?.CopyAll();
            return bytes;
        }
    }

    /// <summary>The memory where the bytes are, or will be when what is <see cref="Late"/> was copied.</summary>
    /// <exception cref="ObjectDisposedException">The memory was given up.</exception>
    public ReadOnlySequence<byte> Layout
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _owner) is null, this);
            return _bytes;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _owner, null) is { } owner)
        {
            Late?.Abandon();
            owner.Dispose();
        }
    }
}
