using System.Buffers;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

public abstract class BackPressureTests(bool isLocal) : LinkPairTests(isLocal)
{
    // Far more than the sockets hold, so that a full queue stays more than half full while the receiver stands still.
    private const int Bound = 32 << 20;

    private readonly Gate _gate = new();
    private readonly RecordingHandler _left = new();
    private long _arrived;

    [Fact]
    public async Task Send_ReceiverStopped_FillsUpToTheBoundAndGoesOnAfterwards()
    {
        await using var pair = await OpenAsync(_left, Counting(), TestOptions.Create(sendQueueBytes: Bound));
        var payload = new byte[10_000];
        var sent = 0;
        while (pair.Left.Send(0, payload) == SendStatus.Sent)
        {
            sent++;
        }

        Assert.InRange(pair.Left.Statistics.QueuedBytes, Bound / 2, Bound);
        Assert.Equal(SendStatus.Sent, pair.Left.Send(0, payload, SendMode.Unbounded));
        Assert.Equal(SendStatus.Sent, pair.Left.SendControl(payload));
        Assert.Equal(SendStatus.Sent, pair.Left.Send(0, new byte[100_000]));
        var waiting = pair.Left.WaitForRoomAsync(payload.Length);
        Assert.False(waiting.IsCompleted);

        _gate.Open();
        await waiting.WaitAsync(Limits.Generous);

        Assert.Equal(SendStatus.Sent, pair.Left.Send(0, payload));
        await Eventually.TrueAsync(() => Interlocked.Read(ref _arrived) == sent + 3, "all frames arrive");
    }

    [Fact]
    public async Task Send_LargeMessages_HaveABoundOfTheirOwn()
    {
        await using var pair = await OpenAsync(_left, Counting(), TestOptions.Create(bulkQueueBytes: 40_000_000));
        pair.Left.Send(0, [1]);
        var large = new ReadOnlySequence<byte>(new byte[30_000_000]);

        Assert.Equal(SendStatus.Sent, pair.Left.Send(0, large, null));
        Assert.Equal(SendStatus.Full, pair.Left.Send(0, large, null));
        Assert.Equal(SendStatus.Sent, pair.Left.Send(0, large, null, SendMode.Unbounded));
        Assert.Equal(SendStatus.Sent, pair.Left.Send(0, new byte[1000]));
        var waiting = pair.Left.WaitForRoomAsync(large.Length);
        _gate.Open();
        await waiting.WaitAsync(Limits.Generous);

        Assert.Equal(SendStatus.Sent, pair.Left.Send(0, large, null));
        await Eventually.TrueAsync(() => Interlocked.Read(ref _arrived) == 5, "all messages arrive");
    }

    [Fact]
    public async Task Send_LargerThanTheBound_IsTakenWhenNothingWaits()
    {
        _gate.Open();
        await using var pair = await OpenAsync(_left, Counting(), TestOptions.Create(bulkQueueBytes: 1_000_000));

        for (var i = 0; i < 3; i++)
        {
            while (pair.Left.Send(0, new ReadOnlySequence<byte>(new byte[5_000_000]), null) == SendStatus.Full)
            {
                await pair.Left.WaitForRoomAsync(5_000_000).WaitAsync(Limits.Generous);
            }
        }

        await Eventually.TrueAsync(() => Interlocked.Read(ref _arrived) == 3, "all messages arrive");
    }

    [Fact]
    public async Task Send_LargerThanAllowed_IsRefusedAtTheCall()
    {
        await using var pair = await OpenAsync(_left, Counting(), rightOptions: TestOptions.Create(maxMessageSize: 1_000_000));

        Assert.Throws<ArgumentException>(() => pair.Left.Send(0, new byte[1_000_001]));
        Assert.Throws<ArgumentException>(() => pair.Left.Send(0, new ReadOnlySequence<byte>(new byte[1_000_001]), null));
        Assert.Throws<ArgumentException>(() => pair.Left.SendControl(new byte[LinkProtocol.MaxControlPayload + 1]));
        _gate.Open();
        Assert.Equal(SendStatus.Sent, pair.Left.Send(0, new byte[1_000_000]));
        Assert.Equal(SendStatus.Sent, pair.Left.SendControl(new byte[LinkProtocol.MaxControlPayload]));
        await Eventually.TrueAsync(() => Interlocked.Read(ref _arrived) == 1, "what is allowed arrives");
    }

    [Fact]
    public async Task WaitForRoomAsync_LinkCloses_Ends()
    {
        await using var pair = await OpenAsync(_left, Counting(), TestOptions.Create(sendQueueBytes: Bound));
        while (pair.Left.Send(0, new byte[10_000]) == SendStatus.Sent)
        {
            // Until it is full.
        }

        var waiting = pair.Left.WaitForRoomAsync(1000);
        using var cancellation = new CancellationTokenSource();
        var cancelled = pair.Left.WaitForRoomAsync(1000, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(waiting.IsCompleted);
        pair.Left.Abort("over");

        await waiting.WaitAsync(Limits.Generous);
        Assert.Equal(SendStatus.Closed, pair.Left.Send(0, [1]));
        _gate.Open();
    }

    [Fact]
    public async Task Send_BothSidesMuchAndAnswers_NobodyWaitsForEver()
    {
        const int Requests = 20_000;
        const byte Answer = 1;
        var answers = new int[2];
        var handlers = new RecordingHandler[2];
        for (var side = 0; side < 2; side++)
        {
            var index = side;
            handlers[side] = new RecordingHandler
            {
                Frame = (link, key, payload) =>
                {
                    if (payload.FirstSpan[0] == Answer)
                    {
                        Interlocked.Increment(ref answers[index]);
                        return;
                    }

                    var answer = payload.ToArray();
                    answer[0] = Answer;
                    link.Send(key, answer, SendMode.Unbounded);
                },
            };
        }

        var options = TestOptions.Create(sendQueueBytes: 100_000, bulkQueueBytes: 100_000);
        await using var pair = await OpenAsync(handlers[0], handlers[1], options, options);
        var threads = new[] { pair.Left, pair.Right }.Select(link => new Thread(() => Request(link))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => Assert.True(thread.Join(Limits.Generous), "A sender is stuck."));

        await Eventually.TrueAsync(() => Volatile.Read(ref answers[0]) == Requests && Volatile.Read(ref answers[1]) == Requests, "all answers arrive");

        static void Request(Link link)
        {
            for (var i = 0; i < Requests; i++)
            {
                var payload = new byte[i % 1000 == 0 ? 200_000 : 500];
                while (link.Send((ulong)(i % 5), payload) == SendStatus.Full)
                {
                    link.WaitForRoomAsync(payload.Length).Wait();
                }
            }
        }
    }

    private RecordingHandler Counting() => new()
    {
        Frame = (_, _, _) =>
        {
            _gate.Pass();
            Interlocked.Increment(ref _arrived);
        },
    };

    public sealed class OverLoopback() : BackPressureTests(isLocal: false);

    public sealed class OverLocalSockets() : BackPressureTests(isLocal: true);
}
