using System.Buffers;
using System.Text;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

public abstract class LinkTests(bool isLocal) : LinkPairTests(isLocal)
{
    [Fact]
    public async Task Open_RightSecret_BothSidesKnowEachOther()
    {
        var left = new RecordingHandler();
        var right = new RecordingHandler();
        await using var pair = await OpenAsync(left, right);

        Assert.Equal("right", Encoding.UTF8.GetString(pair.Left.Peer.Identity.Span));
        Assert.Equal("left", Encoding.UTF8.GetString(pair.Right.Peer.Identity.Span));
        Assert.False(pair.Left.Peer.IsIncoming);
        Assert.True(pair.Right.Peer.IsIncoming);
        Assert.Equal(1, pair.Left.Peer.Version);
        Assert.Equal(1, left.OpenedCount);
        Assert.Equal(1, right.OpenedCount);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(20_000_000)]
    public async Task Send_BytesPreparedLate_ArriveAsPrepared(int size)
    {
        var right = new RecordingHandler();
        await using var pair = await OpenAsync(new RecordingHandler(), right);
        byte[] expected = RandomBytes(size);
        byte[] payload = new byte[size];
        long prepared = 0;

        Assert.Equal(SendStatus.Sent, pair.Left.Send(7, new ReadOnlySequence<byte>(payload), null, SendMode.Bounded, [], Prepare));
        await right.ArrivedAsync(1);
        Assert.True(right.Frames.TryDequeue(out var frame));
        Assert.True(expected.AsSpan().SequenceEqual(frame.Payload));
        Assert.Equal(size, prepared);

        void Prepare(long position)
        {
            Assert.InRange(position, prepared, size);
            expected.AsSpan((int)prepared, (int)(position - prepared)).CopyTo(payload.AsSpan((int)prepared));
            prepared = position;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(4096)]
    [InlineData(32 * 1024)]
    [InlineData((32 * 1024) + 1)]
    [InlineData(128 * 1024)]
    [InlineData(1_000_003)]
    [InlineData(20_000_000)]
    public async Task Send_AnySize_ArrivesOnBothSides(int size)
    {
        var left = new RecordingHandler();
        var right = new RecordingHandler();
        await using var pair = await OpenAsync(left, right);
        var payload = RandomBytes(size);

        Assert.Equal(SendStatus.Sent, pair.Left.Send(7, payload));
        Assert.Equal(SendStatus.Sent, pair.Right.Send(8, payload));
        await right.ArrivedAsync(1);
        await left.ArrivedAsync(1);

        Assert.True(right.Frames.TryDequeue(out var atRight));
        Assert.True(left.Frames.TryDequeue(out var atLeft));
        Assert.Equal(7ul, atRight.Key);
        Assert.Equal(8ul, atLeft.Key);
        Assert.True(payload.AsSpan().SequenceEqual(atRight.Payload));
        Assert.True(payload.AsSpan().SequenceEqual(atLeft.Payload));
    }

    [Fact]
    public async Task Send_MoreLargeMessagesThanMayBeUnderWay_AllArrive()
    {
        const int Count = 5 * LinkProtocol.MaxConcurrentBulks;
        var right = new RecordingHandler();
        await using var pair = await OpenAsync(new RecordingHandler(), right);
        for (var i = 0; i < Count; i++)
        {
            Assert.Equal(SendStatus.Sent, pair.Left.Send((ulong)(i % 10), RandomBytes(1_000_000 + i)));
        }

        await right.ArrivedAsync(Count);

        // Those with a key keep their order, those without may not.
        var lengths = right.Frames.GroupBy(frame => frame.Key).ToDictionary(group => group.Key, group => group.Select(frame => frame.Payload.Length).ToList());
        Assert.All(lengths.Where(entry => entry.Key != 0), entry => Assert.Equal(entry.Value.Order(), entry.Value));
        Assert.Equal(Enumerable.Range(1_000_000, Count), lengths.Values.SelectMany(values => values).Order());
        Assert.All(right.Frames, frame => Assert.True(RandomBytes(frame.Payload.Length).AsSpan().SequenceEqual(frame.Payload)));
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(1_000_000, true)]
    public async Task Detach_InTheHandler_PayloadOutlivesTheCall(int size, bool isBulk)
    {
        var detached = new TaskCompletionSource<(ReceivedPayload Payload, bool IsBulk)>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var pair = await OpenAsync(new RecordingHandler(), new DetachingHandler(detached));
        pair.Left.Send(1, RandomBytes(size));
        pair.Left.Send(1, new byte[size]);
        var (payload, wasBulk) = await detached.Task.WaitAsync(Limits.Generous);

        Assert.Equal(isBulk, wasBulk);
        Assert.True(RandomBytes(size).AsSpan().SequenceEqual(payload.Bytes.ToArray()));
        payload.Dispose();
        payload.Dispose();
        Assert.Throws<ObjectDisposedException>(() => payload.Bytes);
    }

    [Fact]
    public async Task Ping_OpenLink_TellsTheRoundTrip()
    {
        await using var pair = await OpenAsync(new RecordingHandler(), new RecordingHandler());
        Assert.Null(pair.Left.RoundTrip);

        Assert.Equal(SendStatus.Sent, pair.Left.Ping());
        await Eventually.TrueAsync(() => pair.Left.RoundTrip is not null, "the answer arrives");

        Assert.InRange(pair.Left.RoundTrip!.Value, TimeSpan.Zero, Limits.Generous);
        Assert.Null(pair.Right.RoundTrip);
    }

    [Fact]
    public async Task SendControl_BothSides_GoesToTheControlHandler()
    {
        var left = new RecordingHandler();
        var right = new RecordingHandler();
        await using var pair = await OpenAsync(left, right);

        pair.Left.SendControl([1, 2]);
        pair.Right.SendControl([]);
        await left.ArrivedAsync(1);
        await right.ArrivedAsync(1);

        Assert.Equal([1, 2], right.Controls.Single());
        Assert.Empty(left.Controls.Single());
        Assert.Empty(right.Frames);
    }

    private static byte[] RandomBytes(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    public sealed class OverLoopback() : LinkTests(isLocal: false);

    public sealed class OverLocalSockets() : LinkTests(isLocal: true);
}
