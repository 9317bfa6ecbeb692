using System.Text;

namespace Orleans.Runtime.Networking.Handshake;

/// <summary>Accepted with some bytes, or refused with a text: one byte, and the rest.</summary>
internal readonly record struct Verdict(ReadOnlyMemory<byte> Content, string? Refusal)
{
    private const byte Accepted = 1;
    private const byte Refused = 2;

    public static byte[] Accept(ReadOnlySpan<byte> content) => [Accepted, .. content];

    public static byte[] Refuse(string reason)
    {
        var text = Encoding.UTF8.GetBytes(reason);
        return [Refused, .. text.AsSpan(0, Math.Min(text.Length, LinkProtocol.MaxReasonBytes))];
    }

    /// <exception cref="LinkHandshakeException">The bytes are no verdict.</exception>
    public static Verdict Decode(ReadOnlyMemory<byte> encoded) => encoded.Span switch
    {
        [Accepted, ..] => new Verdict(encoded[1..], null),
        [Refused, ..] => new Verdict(default, Encoding.UTF8.GetString(encoded.Span[1..])),
        _ => throw new LinkHandshakeException("The peer's verdict is neither accepted nor refused."),
    };
}
