using System.Buffers;
using System.Runtime.InteropServices;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Runtime.Networking;
using Orleans.Runtime.Networking.Framing;
using Orleans.Runtime.Networking.Receiving;

namespace Orleans.Embedded.Tests.Networking;

/// <summary>Whole arrays within large messages, which are read into arrays of their own.</summary>
public sealed class ArrayStretchTests
{
    private const long MaxMessageSize = 10_000_000;

    [Fact]
    public void Run_MessageWithArrays_EachHasItsOwn()
    {
        byte[] message = Bytes(500_000);
        ArrayStretch[] arrays = [new(100, 70_000), new(70_100, 200_000), new(300_000, 200_000)];
        int[] chunks = [100, 30_000, 40_000, 200_000, 29_900, 150_000, 50_000];
        var sink = new PieceSink();
        for (int seed = 0; seed < 200; seed++)
        {
            Read(Stream(message, arrays, chunks), new Random(seed), sink);
            Assert.True(message.AsSpan().SequenceEqual(sink.Message), $"Seed {seed}");
            byte[][] own = [.. sink.Pieces.Where(IsWholeArray).Select(piece => piece.ToArray())];
            Assert.Equal(arrays.Select(array => array.Length), own.Select(array => array.Length));
        }
    }

    [Theory]
    [InlineData(101)]
    [InlineData(100, 70_001)]
    [InlineData(99, 2)]
    public void Run_ChunkAcrossABoundary_IsAProtocolError(params int[] chunks)
    {
        byte[] stream = Stream(Bytes(100_000), [new ArrayStretch(100, 70_000)], chunks);
        Assert.Throws<LinkProtocolException>(() => Read(stream, new Random(1), new PieceSink()));
    }

    [Theory]
    [InlineData(-1L, 10L)]
    [InlineData(0L, 0L)]
    [InlineData(0L, -1L)]
    [InlineData(0L, 1001L)]
    [InlineData(991L, 10L)]
    [InlineData(long.MaxValue, 10L)]
    [InlineData(10L, long.MaxValue)]
    [InlineData(100L, 10L, 105L, 10L)]
    [InlineData(100L, 10L, 50L, 10L)]
    public void Read_ArraysThatCannotBe_AreAProtocolError(params long[] numbers)
    {
        byte[] begin = new byte[BulkBegin.MinSize + (numbers.Length * sizeof(long))];
        new BulkBegin(1, 1000, []).Write(begin);
        MemoryMarshal.AsBytes(numbers.AsSpan()).CopyTo(begin.AsSpan(BulkBegin.MinSize));
        Assert.Throws<LinkProtocolException>(() => BulkBegin.Read(begin));
    }

    [Fact]
    public void Write_Arrays_AreReadBack()
    {
        var begin = new BulkBegin(7, 1_000_000, [new(0, 10), new(10, 999_990)]);
        byte[] bytes = new byte[begin.Size];
        begin.Write(bytes);
        BulkBegin read = BulkBegin.Read(bytes);
        Assert.Equal((7ul, 1_000_000L), (read.Number, read.Length));
        Assert.Equal(begin.Arrays, read.Arrays);
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(5_000_000)]
    public async Task Send_WithArrays_ArriveInArraysOfTheirOwn(int length)
    {
        var detached = new TaskCompletionSource<(ReceivedPayload Payload, bool IsBulk)>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using LinkPair pair = await LinkPair.OpenAsync(new RecordingHandler(), new DetachingHandler(detached));
        byte[] message = Bytes(length);
        Assert.Equal(SendStatus.Sent, pair.Left.Send(5, Pieces.Cut(message, new Random(length)), null, SendMode.Bounded, [new(1000, 64 * 1024), new(700_000, length - 700_001)]));
        Assert.Equal(SendStatus.Sent, pair.Left.Send(5, new byte[1]));
        (ReceivedPayload payload, _) = await detached.Task.WaitAsync(Limits.Generous);
        using (payload)
        {
            Assert.True(message.AsSpan().SequenceEqual(payload.Bytes.ToArray()));
            var own = new List<int>();
            foreach (ReadOnlyMemory<byte> piece in payload.Bytes)
            {
                if (IsWholeArray(piece))
                {
                    own.Add(piece.Length);
                }
            }

            Assert.Equal([64 * 1024, length - 700_001], own);
        }
    }

    // What comes from the pool is longer than what lies in it, here.
    private static bool IsWholeArray(ReadOnlyMemory<byte> piece) =>
        MemoryMarshal.TryGetArray(piece, out ArraySegment<byte> array) && array.Array!.Length == array.Count;

    private static byte[] Stream(byte[] message, ArrayStretch[] arrays, int[] chunks)
    {
        var begin = new BulkBegin(1, message.Length, arrays);
        byte[] payload = new byte[begin.Size];
        begin.Write(payload);
        var stream = new List<byte>(Frames.Encode(FrameKind.BulkBegin, 9, payload));
        int position = 0;
        foreach (int chunk in chunks)
        {
            stream.AddRange(Frames.BulkData(1, message.AsSpan(position, chunk)));
            position += chunk;
        }

        return [.. stream];
    }

    private static void Read(byte[] stream, Random random, PieceSink sink) =>
        new FrameReader(new MemoryTransport(stream, random), sink, MaxMessageSize).Run(() => false);

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private sealed class PieceSink : IFrameSink
    {
        public byte[] Message { get; private set; } = [];

        public List<ReadOnlyMemory<byte>> Pieces { get; } = [];

        public void BeginBatch()
        {
            // Nothing to do.
        }

        public void EndBatch()
        {
            // Nothing to do.
        }

        public void OnFrame(FrameKind kind, ulong key, ReadOnlySequence<byte> payload) => throw new NotSupportedException();

        public void OnBulk(BulkReceive bulk)
        {
            Message = bulk.Payload.ToArray();
            Pieces.Clear();
            foreach (ReadOnlyMemory<byte> piece in bulk.Payload)
            {
                Pieces.Add(piece);
            }
        }
    }
}
