using System.Buffers.Binary;
using Orleans.Distributed.Serialization.Graph;

namespace Orleans.Distributed.Serialization;

/// <content>Stretches that a reader can pass over.</content>
public ref partial struct ValueWriter
{
    /// <summary>Begins a stretch that is preceded by its size, the objects that appear in it, and the bodies it puts off.</summary>
    internal VersionedFrame OpenFrame()
    {
        Span<byte> hole = Hole(VersionedFrame.Size);
        return new VersionedFrame(hole, Written, Context.References.Count, Context.Deferred.Count);
    }

    internal readonly void CloseFrame(VersionedFrame frame)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame.Hole, checked((uint)(Written - frame.Start)));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.Hole[4..], (uint)(Context.References.Count - frame.Objects));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.Hole[8..], (uint)(Context.Deferred.Count - frame.Deferred));
    }
}
