using System.Net;
using Orleans.Runtime.Networking;
using Orleans.Runtime.Networking.Sending;
using Orleans.Runtime.Networking.Transport;

namespace Orleans.Embedded.Tests.Networking;

/// <summary>Of senders whose writer thread does not run: what is left to it stays queued.</summary>
public sealed class LinkSenderTests
{
    [Fact]
    public void Send_EachFrameFollowsOneThatCame_AllAreWrittenAtOnce()
    {
        LinkSender sender = NewSender();
        OnOwnThread(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                Receive(sender);
                Send(sender);
                Assert.Equal(0, sender.QueuedBytes);
            }
        });
    }

    [Fact]
    public void Send_Stream_IsLeftToTheWriter()
    {
        LinkSender sender = NewSender();
        OnOwnThread(() =>
        {
            // The last few have to be sent within a fifth of a millisecond, which a busy machine may keep the thread from for a while.
            Assert.True(SpinWait.SpinUntil(() => IsLeft(sender), Limits.Generous));
        });
    }

    [Fact]
    public void Send_StreamOverManyLinks_IsLeftToTheWriters()
    {
        LinkSender[] senders = [.. Enumerable.Range(0, 4).Select(_ => NewSender())];
        OnOwnThread(() => Assert.True(SpinWait.SpinUntil(
            () =>
            {
                foreach (LinkSender sender in senders)
                {
                    Receive(sender);
                    Send(sender);
                }

                return Array.Exists(senders, sender => sender.QueuedBytes > 0);
            },
            Limits.Generous)));
    }

    private static LinkSender NewSender() => new(new SwallowingTransport(), TestOptions.Create("sender"), error => Assert.Fail(error.Message));

    private static void Receive(LinkSender sender)
    {
        sender.Cork();
        sender.Uncork();
    }

    private static void Send(LinkSender sender) => Assert.Equal(SendStatus.Sent, sender.SendSmall(1, new byte[100], SendMode.Unbounded));

    private static bool IsLeft(LinkSender sender)
    {
        Send(sender);
        return sender.QueuedBytes > 0;
    }

    // How fast a thread sends is noted for each thread.
    private static void OnOwnThread(Action action)
    {
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(action));
        thread.Start();
        thread.Join();
        Assert.Null(error);
    }

    private sealed class SwallowingTransport : ILinkTransport
    {
        public IPEndPoint RemoteEndPoint { get; } = new(IPAddress.Loopback, 1);

        public int Receive(Span<byte> buffer) => throw new NotSupportedException();

        public int TrySend(ReadOnlySpan<byte> buffer) => buffer.Length;

        public int TrySend(IList<ArraySegment<byte>> buffers) => buffers.Sum(buffer => buffer.Count);

        public bool WaitReadable(TimeSpan timeout) => throw new NotSupportedException();

        public bool WaitWritable(TimeSpan timeout) => throw new NotSupportedException();

        public void EndSending() => throw new NotSupportedException();

        public void Abort() => throw new NotSupportedException();

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
