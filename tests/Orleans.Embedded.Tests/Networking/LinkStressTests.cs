using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

public abstract class LinkStressTests(bool isLocal) : LinkPairTests(isLocal)
{
    private readonly RecordingHandler _left = new();
    private long _arrived;

    [Fact]
    public async Task Send_ReceiverSlow_ManyFramesShareAWrite()
    {
        const int Count = 1_000_000;
        var gate = new Gate();
        var right = new RecordingHandler
        {
            Frame = (_, _, _) =>
            {
                gate.Pass();
                Interlocked.Increment(ref _arrived);
            },
        };
        await using var pair = await OpenAsync(_left, right, TestOptions.Create(sendQueueBytes: 256 << 20));

        // What the sockets hold may go out frame by frame, if the writer is fast. All else waits, and goes out together.
        SendAll(pair.Left, Count);
        gate.Open();
        await Eventually.TrueAsync(() => Interlocked.Read(ref _arrived) == Count, "all frames arrive");

        var statistics = pair.Left.Statistics;
        Assert.Equal(Count, statistics.FramesSent);
        Assert.True(statistics.SocketWrites < Count / 5, $"{statistics.SocketWrites} writes for {Count} frames");
    }

    [Fact]
    public async Task Send_AMillionFrames_MemoryStaysFlat()
    {
        const int Warm = 200_000;
        const int Count = 1_000_000;

        // A short queue, since the memory pool keeps what a long one needed at its longest.
        await using var pair = await OpenAsync(_left, Counting(), TestOptions.Create(sendQueueBytes: 1 << 20));
        SendAll(pair.Left, Warm);
        await Eventually.TrueAsync(() => Interlocked.Read(ref _arrived) == Warm, "the first frames arrive");
        var live = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes();

        SendAll(pair.Left, Count);
        await Eventually.TrueAsync(() => Interlocked.Read(ref _arrived) == Warm + Count, "all frames arrive");

        var allocatedPerFrame = (GC.GetTotalAllocatedBytes() - allocated) / (double)Count;
        var grown = GC.GetTotalMemory(forceFullCollection: true) - live;
        Assert.True(allocatedPerFrame < 64, $"{allocatedPerFrame:0.0} bytes allocated per frame");
        Assert.True(grown < 8_000_000, $"{grown} bytes more are alive");
    }

    [Fact]
    public async Task Send_ManyThreads_EverythingArrivesOnce()
    {
        const int Senders = 8;
        const int Each = 25_000;
        var seen = new int[Senders * Each];
        var right = new RecordingHandler
        {
            Frame = (_, _, payload) =>
            {
                seen[BitConverter.ToInt32(payload.FirstSpan)]++;
                Interlocked.Increment(ref _arrived);
            },
        };
        await using var pair = await OpenAsync(_left, right);
        var threads = Enumerable.Range(0, Senders).Select(sender => new Thread(() =>
        {
            for (var i = sender * Each; i < (sender + 1) * Each; i++)
            {
                while (pair.Left.Send((ulong)sender, BitConverter.GetBytes(i)) == SendStatus.Full)
                {
                    pair.Left.WaitForRoomAsync(sizeof(int)).Wait();
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        await Eventually.TrueAsync(() => Interlocked.Read(ref _arrived) == seen.Length, "all frames arrive");
        Assert.All(seen, count => Assert.Equal(1, count));
    }

    [Fact]
    public async Task Ping_ThreadPoolFull_IsAnswered()
    {
        await using var pair = await OpenAsync(_left, Counting());
        var gate = new Gate();
        ThreadPool.GetMinThreads(out var workers, out _);
        var blocked = Enumerable.Range(0, workers + 64).Select(_ => Task.Run(gate.Pass)).ToList();
        TimeSpan? roundTrip = null;
        var pinging = new Thread(() =>
        {
            pair.Left.Ping();
            SpinWait.SpinUntil(() => pair.Left.RoundTrip is not null, Limits.Generous);
            roundTrip = pair.Left.RoundTrip;
        });
        pinging.Start();
        pinging.Join();
        var stillFull = blocked.Any(task => !task.IsCompleted);
        gate.Open();

        Assert.True(stillFull);
        Assert.NotNull(roundTrip);
        Assert.True(pair.Left.SinceLastHeard < Limits.Generous);
        await Task.WhenAll(blocked);
    }

    [Fact]
    public async Task Listener_ThousandStrangersAndThreeHundredPeers_AllPeersGetIn()
    {
        using var listener = LinkListener.Start(null, TestOptions.Create(), _ => LinkAdmission.Accept(new RecordingHandler()), NullLogger.Instance);
        var strangers = new Thread(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                using var stranger = new RawPeer(listener.EndPoint);
                stranger.Send("let me in"u8);
                stranger.EndSending();
            }
        });
        strangers.Start();
        var connector = new LinkConnector(TestOptions.Create());
        var links = await Task.WhenAll(Enumerable.Range(0, 300).Select(
            _ => connector.ConnectAsync(listener.EndPoint, _ => LinkAdmission.Accept(new RecordingHandler())))).WaitAsync(Limits.Generous);
        strangers.Join();

        Assert.All(links, link => Assert.True(link.IsOpen));
        await Eventually.TrueAsync(() => listener.FailedHandshakes == 1000 && listener.PendingHandshakes == 0, "the strangers are counted");
        foreach (var link in links)
        {
            link.Close("The test is over.");
        }

        await Task.WhenAll(links.Select(link => link.Ended)).WaitAsync(Limits.Generous);
    }

    [Fact]
    public async Task Open_AThousandLinks_EachWorks()
    {
        const int Count = 1000;
        using var listener = LinkListener.Start(null, TestOptions.Create(), _ => LinkAdmission.Accept(Counting()), NullLogger.Instance);
        var connector = new LinkConnector(TestOptions.Create());
        var links = await Task.WhenAll(Enumerable.Range(0, Count).Select(
            _ => connector.ConnectAsync(listener.EndPoint, _ => LinkAdmission.Accept(new RecordingHandler())))).WaitAsync(Limits.Generous);
        foreach (var link in links)
        {
            Assert.Equal(SendStatus.Sent, link.Send(1, new byte[1000]));
        }

        await Eventually.TrueAsync(() => Interlocked.Read(ref _arrived) == Count, "a frame arrives on each link");
        foreach (var link in links)
        {
            link.Close("The test is over.");
        }

        await Task.WhenAll(links.Select(link => link.Ended)).WaitAsync(Limits.Generous);
        Assert.Equal(0, listener.FailedHandshakes);
    }

    private static void SendAll(Link link, int count)
    {
        var payload = new byte[64];
        for (var i = 0; i < count; i++)
        {
            while (link.Send(1, payload) == SendStatus.Full)
            {
                link.WaitForRoomAsync(payload.Length).Wait();
            }
        }
    }

    private RecordingHandler Counting() => new() { Frame = (_, _, _) => Interlocked.Increment(ref _arrived) };

    [Collection(LinkStressCollection.Name)]
    public sealed class OverLoopback() : LinkStressTests(isLocal: false);

    [Collection(LinkStressCollection.Name)]
    public sealed class OverLocalSockets() : LinkStressTests(isLocal: true);
}
