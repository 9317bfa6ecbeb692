using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Messages;

/// <summary>
/// A value as it was at one moment, for a receiver that is not known yet. The handles in it are not sent by that: they stay the very
/// handles.
/// </summary>
internal sealed class Snapshot<T>(ValueCodec values, ReadOnlyMemory<byte> bytes, SnapshotHandles handles)
{
    /// <summary>A copy of the value.</summary>
    public T Restore()
    {
        var context = new DecodeContext { State = handles };
        return values.Decode<T>(bytes, context);
    }
}
