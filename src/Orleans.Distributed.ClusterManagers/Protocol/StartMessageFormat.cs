using System.Buffers.Binary;
using System.Text;
using Orleans.Distributed.Launching;

namespace Orleans.Distributed.Protocol;

/// <summary>
/// The start message as bytes: eight bytes that name format and version, the length of the rest (four bytes, little endian),
/// and the fields in the form of <see cref="BinaryWriter"/>.
/// </summary>
internal static class StartMessageFormat
{
    public const int LongestPayload = 1024 * 1024;

    /// <summary>The payload, and room for names, paths and variables.</summary>
    private const int LongestMessage = LongestPayload + (256 * 1024);

    private const int LengthSize = sizeof(int);

    private static ReadOnlySpan<byte> Magic => "ODwork01"u8;

    public static byte[] Encode(StartMessage message)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(0);
        writer.Write(message.Pid);
        writer.Write(message.ParentProcessId);
        writer.Write(message.Program);
        writer.Write(message.EntryAssembly);
        writer.Write(message.BaseDirectory);
        writer.Write(message.Environment.Count);
        foreach (var (name, value) in message.Environment)
        {
            writer.Write(name);
            writer.Write(value is not null);
            writer.Write(value ?? "");
        }

        writer.Write(message.StopTimeout.Ticks);
        writer.Write(message.Payload.Length);
        writer.Write(message.Payload.Span);
        writer.Flush();

        byte[] bytes = stream.ToArray();
        int length = bytes.Length - Magic.Length - LengthSize;
        if (length > LongestMessage)
            throw new ArgumentException($"The start message of worker {message.Pid} has {length} bytes; at most {LongestMessage} can be sent.");
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Magic.Length), length);
        return bytes;
    }

    /// <exception cref="EndOfStreamException">The stream ended first.</exception>
    /// <exception cref="InvalidDataException">What came is not a start message of this version.</exception>
    public static StartMessage Read(Stream stream)
    {
        Span<byte> header = stackalloc byte[Magic.Length + LengthSize];
        stream.ReadExactly(header);
        if (!header[..Magic.Length].SequenceEqual(Magic))
            throw new InvalidDataException("it begins with other bytes than a start message of this version");
        int length = BinaryPrimitives.ReadInt32LittleEndian(header[Magic.Length..]);
        if (length is < 0 or > LongestMessage)
            throw new InvalidDataException($"it claims a length of {length} bytes, and at most {LongestMessage} are allowed");

        byte[] body = new byte[length];
        stream.ReadExactly(body);
        try
        {
            return Decode(body);
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException("its fields do not fit its length", error);
        }
    }

    private static StartMessage Decode(byte[] body)
    {
        using var reader = new BinaryReader(new MemoryStream(body), Encoding.UTF8);
        return new StartMessage
        {
            Pid = reader.ReadInt32(),
            ParentProcessId = reader.ReadInt32(),
            Program = reader.ReadString(),
            EntryAssembly = reader.ReadString(),
            BaseDirectory = reader.ReadString(),
            Environment = ReadEnvironment(reader),
            StopTimeout = ReadStopTimeout(reader),
            Payload = ReadPayload(reader),
        };
    }

    private static Dictionary<string, string?> ReadEnvironment(BinaryReader reader)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (int count = reader.ReadInt32(); count > 0; count--)
        {
            string name = reader.ReadString();
            bool isSet = reader.ReadBoolean();
            string value = reader.ReadString();
            environment[name] = isSet ? value : null;
        }

        return environment;
    }

    private static TimeSpan ReadStopTimeout(BinaryReader reader)
    {
        var timeout = TimeSpan.FromTicks(reader.ReadInt64());
        return timeout >= TimeSpan.Zero && timeout <= LocalDefaults.LongestTimeout ? timeout : throw new FormatException();
    }

    private static ReadOnlyMemory<byte> ReadPayload(BinaryReader reader)
    {
        int length = reader.ReadInt32();
        if (length < 0 || length != reader.BaseStream.Length - reader.BaseStream.Position)
            throw new FormatException();
        return reader.ReadBytes(length);
    }
}
