using System.Text;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

public sealed class LinkTests
{
    [Fact]
    public async Task Open_RightSecret_BothSidesKnowEachOther()
    {
        var left = new RecordingHandler();
        var right = new RecordingHandler();
        await using var pair = await LinkPair.OpenAsync(left, right);

        Assert.Equal("right", Encoding.UTF8.GetString(pair.Left.Peer.Identity.Span));
        Assert.Equal("left", Encoding.UTF8.GetString(pair.Right.Peer.Identity.Span));
        Assert.False(pair.Left.Peer.IsIncoming);
        Assert.True(pair.Right.Peer.IsIncoming);
        Assert.Equal(1, pair.Left.Peer.Version);
        Assert.Equal(1, left.OpenedCount);
        Assert.Equal(1, right.OpenedCount);
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
        await using var pair = await LinkPair.OpenAsync(left, right);
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

    private static byte[] RandomBytes(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }
}
