using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

public abstract class OrderTests(bool isLocal) : LinkPairTests(isLocal)
{
    private readonly RecordingHandler _left = new();

    [Fact]
    public async Task Send_LargeThenSmall_OtherKeysOvertakeAndTheSameKeyWaits()
    {
        var gate = new Gate();
        var arrived = new BlockingCollection<string>();
        var right = new RecordingHandler
        {
            Frame = (_, key, payload) =>
            {
                gate.Pass();
                arrived.Add($"{key}:{payload.Length}");
            },
        };
        await using var pair = await OpenAsync(_left, right);

        pair.Left.Send(0, [0]);
        pair.Left.Send(1, [1]);
        pair.Left.Send(1, new ReadOnlySequence<byte>(new byte[64_000_000]), null);
        pair.Left.Send(1, [1, 2]);
        pair.Left.Send(1, new ReadOnlySequence<byte>(new byte[1_000_000]), null);
        pair.Left.Send(1, [1, 2, 3]);
        pair.Left.Send(2, [1, 2, 3, 4]);
        pair.Left.Send(0, [1, 2, 3, 4, 5]);
        gate.Open();

        var order = Enumerable.Range(0, 8).Select(_ => Take(arrived)).ToList();
        Assert.Equal(["0:1", "1:1", "2:4", "0:5", "1:64000000", "1:2", "1:1000000", "1:3"], order);
    }

    [Fact]
    public async Task SendControl_BehindMuch_ArrivesFirst()
    {
        var gate = new Gate();
        var arrived = new BlockingCollection<ulong>();
        var right = new ControlFirstHandler(gate, arrived);
        await using var pair = await OpenAsync(_left, right);

        for (var i = 0; i < 10_000; i++)
        {
            Assert.Equal(SendStatus.Sent, pair.Left.Send(1, new byte[1000]));
        }

        pair.Left.Send(1, new ReadOnlySequence<byte>(new byte[64_000_000]), null);
        Assert.Equal(SendStatus.Sent, pair.Left.SendControl([42]));
        gate.Open();

        var before = 0;
        while (Take(arrived) != ControlFirstHandler.Control)
        {
            before++;
        }

        // What the sockets hold already cannot be overtaken; all else can.
        Assert.True(before < 10_000, $"{before} frames came before.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Send_ManySizesKeysAndThreads_EachKeyKeepsItsOrder(int seed)
    {
        const int Senders = 4;
        const int KeysPerSender = 3;
        const int MessagesPerSender = 1500;
        var next = new Dictionary<ulong, int>();
        var damaged = new List<string>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        var right = new RecordingHandler { Frame = Check };
        await using var pair = await OpenAsync(_left, right);

        var threads = Enumerable.Range(0, Senders).Select(sender => new Thread(() => SendAll(sender))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        await done.Task.WaitAsync(Limits.Generous);

        Assert.Empty(damaged);
        Assert.Equal(Senders * KeysPerSender, next.Count);

        void SendAll(int sender)
        {
            var random = new Random((seed * 100) + sender);
            var numbers = new int[KeysPerSender];
            for (var i = 0; i < MessagesPerSender; i++)
            {
                var key = random.Next(KeysPerSender);
                var size = random.Next(10) == 0 ? random.Next(20_000, 500_000) : random.Next(8, 2000);
                var payload = new byte[size];
                random.NextBytes(payload);
                BinaryPrimitives.WriteInt32LittleEndian(payload, numbers[key]++);
                payload[^1] = payload[4];
                while (pair.Left.Send((ulong)((sender * KeysPerSender) + key + 1), Pieces.Cut(payload, random), null) == SendStatus.Full)
                {
                    pair.Left.WaitForRoomAsync(size).Wait();
                }
            }
        }

        void Check(Link link, ulong key, ReadOnlySequence<byte> sequence)
        {
            var payload = sequence.ToArray();
            var number = BinaryPrimitives.ReadInt32LittleEndian(payload);
            var expected = next.GetValueOrDefault(key);
            if (number != expected || payload[^1] != payload[4])
            {
                damaged.Add($"key {key}: {number} instead of {expected}, {payload.Length} bytes");
            }

            next[key] = expected + 1;
            if (++count == Senders * MessagesPerSender)
            {
                done.SetResult();
            }
        }
    }

    private static T Take<T>(BlockingCollection<T> items)
    {
        Assert.True(items.TryTake(out var item, Limits.Generous), "Nothing arrived in time.");
        return item;
    }

    public sealed class OverLoopback() : OrderTests(isLocal: false);

    public sealed class OverLocalSockets() : OrderTests(isLocal: true);
}
