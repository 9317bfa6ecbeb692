using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

public sealed class DamageTests
{
    [Fact]
    public async Task Receive_AnyByteDamaged_ClosesWithAProtocolErrorThatThePeerIsTold()
    {
        byte[] stream = [.. Frames.Message(1, "hello"u8), .. Frames.BulkBegin(2, 1, 20), .. Frames.BulkData(1, new byte[20]), .. Frames.Message(3, [])];
        RecordingHandler? handler = null;
        using var listener = LinkListener.Start(null, TestOptions.Create(), _ => LinkAdmission.Accept(handler!), NullLogger.Instance);
        for (var at = 0; at < stream.Length; at++)
        {
            handler = new RecordingHandler();
            var (peer, _) = RawPeer.Proven(listener.EndPoint, TestOptions.Create());
            var damaged = stream.ToArray();
            damaged[at] ^= 0x10;
            peer.Send(damaged);

            Assert.Contains("Protocol error", Encoding.UTF8.GetString(peer.ReadToEnd()), StringComparison.Ordinal);
            peer.Dispose();
            var closed = await handler.Closed;
            Assert.Equal(LinkCloseReason.ProtocolError, closed.Reason);
            Assert.IsType<LinkProtocolException>(closed.Error);
        }
    }

    [Fact]
    public async Task Receive_TenGigabytesAnnounced_ClosesWithoutTheMemory()
    {
        var handler = new RecordingHandler();
        using var listener = LinkListener.Start(null, TestOptions.Create(), _ => LinkAdmission.Accept(handler), NullLogger.Instance);
        var (peer, _) = RawPeer.Proven(listener.EndPoint, TestOptions.Create());
        peer.Send(Frames.BulkBegin(0, 1, 10_000_000_000));

        peer.ReadToEnd();
        peer.Dispose();

        var closed = await handler.Closed;
        Assert.Equal(LinkCloseReason.ProtocolError, closed.Reason);
        Assert.Contains("10000000000 bytes", closed.Text, StringComparison.Ordinal);
        Assert.Contains(nameof(LinkOptions.MaxMessageSize), closed.Text, StringComparison.Ordinal);
    }
}
