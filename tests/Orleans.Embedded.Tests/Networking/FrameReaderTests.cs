using Orleans.Runtime.Networking;
using Orleans.Runtime.Networking.Framing;
using Orleans.Runtime.Networking.Receiving;

namespace Orleans.Embedded.Tests.Networking;

public sealed class FrameReaderTests
{
    private const long MaxMessageSize = 10_000_000;

    [Fact]
    public void Run_FramesOfAllKinds_AreHandedOver()
    {
        var random = new Random(1);
        var large = Bytes(random, 300_000);
        byte[] stream =
        [
            .. Frames.Message(5, [1, 2, 3]),
            .. Frames.BulkBegin(6, 1, large.Length),
            .. Frames.BulkData(1, large.AsSpan(0, 100_000)),
            .. Frames.Encode(FrameKind.Control, 0, Bytes(random, LinkProtocol.MaxControlPayload)),
            .. Frames.BulkData(1, large.AsSpan(100_000, 131_000)),
            .. Frames.Message(7, Bytes(random, LinkProtocol.MaxFramePayload)),
            .. Frames.BulkData(1, large.AsSpan(231_000)),
            .. Frames.Encode(FrameKind.Ping, 0, new byte[8]),
        ];

        var sink = Read(stream, random);

        Assert.Equal(
            [FrameKind.Message, FrameKind.Control, FrameKind.Message, FrameKind.BulkData, FrameKind.Ping],
            sink.Frames.Select(frame => frame.Kind));
        Assert.Equal([5ul, 0ul, 7ul, 6ul, 0ul], sink.Frames.Select(frame => frame.Key));
        Assert.True(large.AsSpan().SequenceEqual(sink.Frames[3].Payload));
    }

    [Fact]
    public void Run_RandomValidStreams_GiveTheirFrames()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var (stream, expected) = RandomStream(random);

            var sink = Read(stream, random);

            AssertPrefix(expected, sink.Frames, seed);
            Assert.Equal(expected.Count, sink.Frames.Count);
        }
    }

    [Fact]
    public void Run_OneByteChanged_IsAlwaysAProtocolError()
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var (stream, expected) = RandomStream(random, small: true);
            stream[random.Next(stream.Length)] ^= (byte)random.Next(1, 256);
            var sink = new RecordingSink();

            Assert.Throws<LinkProtocolException>(() => Read(stream, random, sink));
            AssertPrefix(expected, sink.Frames, seed);
        }
    }

    [Fact]
    public void Run_StreamsMangled_EndInATypedErrorOrInTheFramesBefore()
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var (stream, expected) = RandomStream(random, small: true);
            var mangled = Mangle(stream, random);
            var sink = new RecordingSink();
            var error = Record.Exception(() => Read(mangled, random, sink));

            Assert.True(error is null or LinkProtocolException or EndOfStreamException, $"Seed {seed}: {error}");
            Assert.True(error is not null || sink.OpenBatches == 0, $"Seed {seed}");
            Assert.True(sink.Frames.Count <= expected.Count, $"Seed {seed}");
        }
    }

    [Theory]
    [InlineData((int)FrameKind.Message, LinkProtocol.MaxFramePayload + 1)]
    [InlineData((int)FrameKind.Message, -1)]
    [InlineData((int)FrameKind.Message, int.MaxValue)]
    [InlineData((int)FrameKind.Control, LinkProtocol.MaxControlPayload + 1)]
    [InlineData((int)FrameKind.BulkData, LinkProtocol.MaxChunkPayload + 1)]
    [InlineData((int)FrameKind.BulkData, 0)]
    [InlineData((int)FrameKind.BulkBegin, 15)]
    [InlineData((int)FrameKind.Ping, 9)]
    [InlineData((int)FrameKind.Goodbye, LinkProtocol.MaxReasonBytes + 1)]
    [InlineData(0, 8)]
    [InlineData(8, 8)]
    public void Run_LengthOrKindNotAllowed_IsAProtocolErrorBeforeAnythingElseIsRead(int kind, int length)
    {
        var error = Assert.Throws<LinkProtocolException>(() => Read(Frames.Header((FrameKind)kind, length), new Random(1)));

        Assert.Contains(kind is 0 or 8 ? "unknown kind" : $"{(uint)length} bytes", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> BadBulks { get; } = new()
    {
        { "10000000000 bytes was announced", Frames.BulkBegin(0, 1, 10_000_000_000) },
        { "-1 bytes was announced", Frames.BulkBegin(0, 1, -1) },
        { "0 bytes was announced", Frames.BulkBegin(0, 1, 0) },
        { "began twice", [.. Frames.BulkBegin(0, 1, 10), .. Frames.BulkBegin(0, 1, 10)] },
        { "never began", Frames.BulkData(1, [1]) },
        { "never began", [.. Frames.BulkBegin(0, 1, 1), .. Frames.BulkData(1, [1]), .. Frames.BulkData(1, [1])] },
        { "only 2 are missing", [.. Frames.BulkBegin(0, 1, 3), .. Frames.BulkData(1, [1]), .. Frames.BulkData(1, [1, 2, 3])] },
        { "More than 16", [.. Enumerable.Range(0, 17).SelectMany(number => Frames.BulkBegin(0, (ulong)number, 100))] },
    };

    [Theory]
    [MemberData(nameof(BadBulks))]
    public void Run_LargeMessageNotAllowed_IsAProtocolError(string message, byte[] stream)
    {
        var error = Assert.Throws<LinkProtocolException>(() => Read(stream, new Random(1)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_LargeMessageAnnouncedAndHardlySent_CostsLittleMemory()
    {
        byte[] stream = [.. Frames.BulkBegin(0, 1, MaxMessageSize), .. Frames.BulkData(1, [1])];
        Read(stream, new Random(1));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Read(stream, new Random(1));

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    private static RecordingSink Read(byte[] stream, Random random)
    {
        var sink = new RecordingSink();
        Read(stream, random, sink);
        return sink;
    }

    private static void Read(byte[] stream, Random random, RecordingSink sink)
    {
        using var transport = new MemoryTransport(stream, random);
        new FrameReader(transport, sink, MaxMessageSize).Run(() => false);
    }

    private static (byte[] Stream, List<(ulong Key, byte[] Payload)> Expected) RandomStream(Random random, bool small = false)
    {
        var stream = new List<byte>();
        var expected = new List<(ulong, byte[])>();
        var frames = random.Next(1, 6);
        for (var number = 1ul; number <= (ulong)frames; number++)
        {
            var key = (ulong)random.Next(1, 5);
            var payload = Bytes(random, random.Next(small ? 400 : 20_000));
            if (payload.Length > 0 && random.Next(2) == 0)
            {
                stream.AddRange(Frames.BulkBegin(key, number, payload.Length));
                for (var at = 0; at < payload.Length;)
                {
                    var length = random.Next(1, payload.Length - at + 1);
                    stream.AddRange(Frames.BulkData(number, payload.AsSpan(at, length)));
                    at += length;
                }
            }
            else
            {
                stream.AddRange(Frames.Message(key, payload));
            }

            expected.Add((key, payload));
        }

        return ([.. stream], expected);
    }

    private static byte[] Mangle(byte[] stream, Random random)
    {
        var at = random.Next(stream.Length);
        var count = random.Next(1, Math.Min(40, stream.Length - at + 1));
        var copy = stream.ToArray();
        switch (random.Next(4))
        {
            case 0:
                return copy[..at];
            case 1:
                return [.. copy[..at], .. copy[(at + count)..]];
            case 2:
                return [.. copy[..at], .. Bytes(random, count), .. copy[at..]];
            default:
                random.NextBytes(copy.AsSpan(at, count));
                return copy;
        }
    }

    private static void AssertPrefix(List<(ulong Key, byte[] Payload)> expected, List<(FrameKind Kind, ulong Key, byte[] Payload)> actual, int seed)
    {
        Assert.True(actual.Count <= expected.Count, $"Seed {seed}: {actual.Count} frames, and {expected.Count} were sent.");
        for (var i = 0; i < actual.Count; i++)
        {
            Assert.True(
                expected[i].Key == actual[i].Key && expected[i].Payload.AsSpan().SequenceEqual(actual[i].Payload),
                $"Seed {seed}: frame {i} differs.");
        }
    }

    private static byte[] Bytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
