using System.Buffers;

namespace Orleans.Runtime.Messaging;

/// <summary>What a silo or client says of itself when a link is made.</summary>
internal sealed record PeerIdentity(SiloAddress? Silo, GrainId Client)
{
    private const byte SiloKind = 1;
    private const byte ClientKind = 2;

    public byte[] ToBytes()
    {
        using MessageBuffer buffer = MessageBuffer.Rent();
        buffer.WriteByte(Silo is null ? ClientKind : SiloKind);
        buffer.WriteString(Silo?.ToParsableString() ?? Client.Key.ToString());
        return buffer.Span.ToArray();
    }

    /// <summary>Reads an identity.</summary>
    /// <returns>The identity, or <see langword="null"/> when the bytes are not one.</returns>
    public static PeerIdentity? Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = new MessageReader(new ReadOnlySequence<byte>(bytes));
            return reader.ReadByte() switch
            {
                SiloKind when SiloAddress.TryParse(reader.ReadText(), out SiloAddress? silo) => new PeerIdentity(silo, default),
                ClientKind => new PeerIdentity(null, new GrainId(ObserverIds.ClientType, IdSpan.Create(reader.ReadText()))),
                _ => null,
            };
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    public override string ToString() => Silo is null ? $"client {Client.Key}" : $"silo {Silo}";
}
