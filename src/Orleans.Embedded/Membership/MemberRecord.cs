using System.Net;
using Orleans.Runtime.Messaging;

namespace Orleans.Runtime.Membership;

/// <summary>A member as the silos tell each other.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Its status.</param>
/// <param name="Gateway">Where clients connect to it; <see langword="null"/> when it has no gateway.</param>
/// <param name="Manifest">The grain classes it has.</param>
internal sealed record MemberRecord(SiloAddress Address, string Name, SiloStatus Status, IPEndPoint? Gateway, GrainManifest Manifest)
{
    public void Write(MessageBuffer message)
    {
        message.WriteString(Address.ToParsableString());
        message.WriteString(Name);
        message.WriteByte((byte)Status);
        message.WriteString(Gateway?.ToString());
    }

    public static MemberRecord Read(ref MessageReader reader, GrainManifest manifest) => new(
        SiloAddress.Parse(reader.ReadText()),
        reader.ReadText(),
        (SiloStatus)reader.ReadByte(),
        reader.ReadString() is { } gateway ? IPEndPoint.Parse(gateway) : null,
        manifest);
}
