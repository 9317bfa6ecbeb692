using Orleans.Distributed.Messages;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.References;

/// <summary>Reads what <see cref="ReferenceBatch"/> has written.</summary>
internal ref struct ReferenceBatchReader(byte[] batch)
{
    private MessageReader _reader = new(new Payload(batch));

    /// <summary>The next change; false at the end.</summary>
    /// <exception cref="MalformedDataException">There is no change at this place.</exception>
    public bool TryRead(out ReferenceUpdate update)
    {
        if (_reader.AtEnd)
        {
            update = default;
            return false;
        }

        var kind = (ReferenceUpdateKind)_reader.ReadByte();
        var reference = new Rrid(_reader.ReadVarint32(), _reader.ReadVarint());
        update = kind switch
        {
            ReferenceUpdateKind.Drop => ReferenceUpdate.Drop(reference),
            ReferenceUpdateKind.Settle => ReferenceUpdate.Settle(reference, ReadToken()),
            ReferenceUpdateKind.Transfer => ReferenceUpdate.Transfer(reference, ReadToken(), _reader.ReadVarint32()),
            _ => throw new MalformedDataException($"A batch of reference changes holds the unknown kind {(int)kind}."),
        };
        return true;
    }

    private TransferToken ReadToken() => new(_reader.ReadVarint32(), _reader.ReadVarint());
}
