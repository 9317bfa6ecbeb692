namespace Orleans.Distributed.Serialization.Graph;

/// <summary>A stretch of a message whose size is filled in when it is known.</summary>
internal readonly ref struct VersionedFrame(Span<byte> hole, long start, int objects, int deferred)
{
    /// <summary>Bytes of the three numbers in front of the stretch.</summary>
    public const int Size = 12;

    public Span<byte> Hole { get; } = hole;

    public long Start { get; } = start;

    public int Objects { get; } = objects;

    public int Deferred { get; } = deferred;
}
