using System.Collections.Concurrent;
using Orleans.Configuration;
using Orleans.Embedded.Tests.Networking;
using Orleans.Runtime;
using Orleans.Runtime.Invocation;
using Orleans.Runtime.Messaging;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Messaging;

[Collection(LinkStressCollection.Name)]
public sealed class OutboxTests : IAsyncLifetime
{
    private const int SmallBound = 1 << 20;
    private const int LargeBound = 8 << 20;

    // More than the sockets of both ends hold.
    private const int Flood = 64 << 20;

    private readonly CallingNode _node = new(new ClientMessagingOptions { WaitForCancellationAcknowledgement = true });
    private readonly CallReceiver _receiver;
    private LinkPair? _pair;

    public OutboxTests() => _receiver = new CallReceiver(_node);

    private Outbox Outbox => _node.Connection.Outbox;

    private LinkPair Pair => _pair!;

    public async Task InitializeAsync()
    {
        LinkOptions options = TestOptions.Create(sendQueueBytes: SmallBound, bulkQueueBytes: LargeBound);
        _pair = await LinkPair.OpenAsync(_node.Connection, _receiver.Handler, options);
        await Eventually.TrueAsync(() => _node.Connection.Link is not null, "the connection opens");
    }

    public async Task DisposeAsync()
    {
        _receiver.Open();
        await Pair.DisposeAsync();
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("routed")]
    public async Task Call_ThousandsOfLargeOnesToOneThatDoesNotRead_TheLinkStaysWithinItsBoundAndMemoryDoesToo(string key)
    {
        byte[] load = new byte[256 * 1024];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        ILoadGrain grain = Grain(key);
        Task[] calls = [.. Enumerable.Range(0, 2000).Select(number => grain.Take(number, load))];

        Assert.InRange(Pair.Left.Statistics.QueuedBytes, LargeBound / 4, LargeBound);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Flood);
        Assert.All(calls, call => Assert.False(call.IsCompleted));
        _receiver.Open();
        Task all = Task.WhenAll(calls);
        while (!all.IsCompleted)
        {
            Assert.InRange(Pair.Left.Statistics.QueuedBytes, 0, LargeBound);
            await Task.Yield();
        }

        await all;
        Assert.Equal(Enumerable.Range(0, 2000), _receiver.NumbersOf(key));
        Assert.True(Outbox.IsEmpty);
    }

    [Fact]
    public async Task Call_SmallAndLargeOnesOfManyGrains_EachGrainGetsItsOwnInOrder()
    {
        byte[][] loads = [new byte[1000], new byte[100_000], new byte[60_000], new byte[10]];
        var calls = new List<Task>();
        for (int number = 0; number < 4000; number++)
        {
            calls.Add(Grain($"grain {number % 7}").Take(number, loads[number * 31 % 5 % 4]));
        }

        Assert.False(Outbox.IsEmpty);
        _receiver.Open();

        await Task.WhenAll(calls).WaitAsync(Limits.Generous);
        for (int grain = 0; grain < 7; grain++)
        {
            Assert.Equal(Enumerable.Range(0, 4000).Where(number => number % 7 == grain), _receiver.NumbersOf($"grain {grain}"));
        }
    }

    [Fact]
    public async Task Call_FromManyThreadsWhileTheOtherEndReads_EachGrainGetsItsOwnInOrder()
    {
        _receiver.Open();
        byte[][] loads = [new byte[40_000], new byte[200], new byte[500_000]];
        Task[] callers = [.. Enumerable.Range(0, 4).Select(caller => Task.Run(async () =>
        {
            ILoadGrain grain = Grain($"grain {caller}");
            await Task.WhenAll(Enumerable.Range(0, 1500).Select(number => grain.Take(number, loads[number % 11 % 3])));
        }))];

        await Task.WhenAll(callers).WaitAsync(Limits.Generous);

        for (int caller = 0; caller < 4; caller++)
        {
            Assert.Equal(Enumerable.Range(0, 1500), _receiver.NumbersOf($"grain {caller}"));
        }
    }

    [Fact]
    public async Task Call_SmallOneWhileLargeOnesWait_WaitsOnlyBehindThoseOfItsGrain()
    {
        Task[] flood = Fill();
        Task other = Grain("other").Take(-2, [1]);
        Task same = Grain("flooded").Take(-1, [1]);
        _receiver.Open();

        await Task.WhenAll([other, same, .. flood]).WaitAsync(Limits.Generous);
        int[] arrived = [.. _receiver.Arrived.Select(call => call.Number)];
        Assert.Equal(-1, arrived[^1]);
        Assert.InRange(Array.IndexOf(arrived, -2), 0, flood.Length - 1);
    }

    [Fact]
    public async Task Send_AnswersAndControlWhileCallsWait_AreTakenAtOnce()
    {
        Fill();
        int waiting = Outbox.Count;

        Assert.True(_node.Connection.Send(Answers.Start(MessageKind.Result, 1), 0));
        Assert.True(_node.Connection.SendControl([1, 2, 3]));
        Assert.Equal(SendStatus.Sent, Pair.Left.Ping());

        Assert.InRange(Outbox.Count, 1, waiting);
        _receiver.Open();
        await Eventually.TrueAsync(() => Pair.Left.RoundTrip is not null, "the ping is answered");
    }

    [Fact]
    public async Task Call_ArgumentsChangeWhileItWaits_ArriveAsTheyWere()
    {
        Fill();
        byte[] load = new byte[100_000];
        var calls = new List<Task>();
        for (byte number = 0; number < 10; number++)
        {
            load[0] = number;
            calls.Add(Grain("changing").TakeChangeable(number, load));
        }

        _receiver.Open();
        await Task.WhenAll(calls).WaitAsync(Limits.Generous);

        Assert.Equal(Enumerable.Range(0, 10), _receiver.Arrived.Where(call => call.Grain == "changing").Select(call => (int)call.First));
    }

    [Fact]
    public async Task Call_OneWayWhileThereIsNoRoom_EndsWhenItIsSent()
    {
        Fill();

        Task sending = Grain("flooded").Send(-1, [1]);
        Task overtaking = Grain("other").Send(-1, [1]);

        Assert.False(sending.IsCompleted);
        Assert.True(overtaking.IsCompletedSuccessfully);
        _receiver.Open();
        await sending.WaitAsync(Limits.Generous);
        await Eventually.TrueAsync(() => _receiver.NumbersOf("flooded") is [.., -1], "the message arrives last");
    }

    [Fact]
    public async Task Cancel_CallThatWaits_EndsAtOnceAndIsNeverSent()
    {
        Fill();
        using var cancellation = new CancellationTokenSource();
        ILoadGrain grain = Grain("flooded");
        Task[] cancelled = [.. Enumerable.Range(0, 10).Select(_ => grain.TakeCancellable(-1, new byte[100_000], cancellation.Token))];
        Task last = grain.Take(-2, [1]);

        await cancellation.CancelAsync();

        foreach (Task call in cancelled)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(Limits.Generous));
        }

        _receiver.Open();
        await last.WaitAsync(Limits.Generous);
        Assert.DoesNotContain(-1, _receiver.NumbersOf("flooded"));
        Assert.Equal(0, _receiver.Cancelled);
    }

    [Fact]
    public async Task ExpireCalls_CallThatWaits_EndsWithATimeoutThatSaysItDidNotRun()
    {
        Fill();
        Task call = Grain("flooded").TakeSoon(-1, new byte[100_000]);
        Task last = Grain("flooded").Take(-2, [1]);

        await Eventually.TrueAsync(
            () =>
            {
                _node.ExpireCalls();
                return call.IsCompleted;
            },
            "its time is up");

        Assert.Contains("did not run", (await Assert.ThrowsAsync<TimeoutException>(() => call)).Message, StringComparison.Ordinal);
        _receiver.Open();
        await last.WaitAsync(Limits.Generous);
        Assert.DoesNotContain(-1, _receiver.NumbersOf("flooded"));
    }

    [Fact]
    public async Task Abort_CallsThatWait_FailAsNotRun()
    {
        Task[] calls = Fill();
        Task oneWay = Grain("flooded").Send(-1, [1]);

        Pair.Left.Abort("on purpose");
        _receiver.Open();

        foreach (Task call in calls)
        {
            await Assert.ThrowsAsync<SiloUnavailableException>(() => call.WaitAsync(Limits.Generous));
        }

        Assert.Contains("did not run", calls[^1].Exception!.InnerException!.Message, StringComparison.Ordinal);
        await oneWay.WaitAsync(Limits.Generous);
        Assert.True(Outbox.IsEmpty);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => Grain("flooded").Take(1, [1]).WaitAsync(Limits.Generous));
    }

    [Fact]
    public async Task Abort_CallsThatWaitAndThereIsAnotherWay_GoItInOrderWithTheArgumentsThatTheyHad()
    {
        var rerouted = new ConcurrentQueue<Request>();
        Task[] flood = Fill();
        byte[] load = new byte[100_000];
        ILoadGrain grain = Grain("flooded");
        RequestContext.Set("color", "red");
        Task[] calls = [grain.TakeChangeable(-1, load), grain.TakeChangeable(-2, [1]), grain.Take(-3, load), grain.Send(-4, load)];
        RequestContext.Clear();
        load[0] = 1;
        _node.OtherWay = rerouted.Enqueue;

        Pair.Left.Abort("on purpose");
        _receiver.Open();

        await calls[^1].WaitAsync(Limits.Generous);
        Request[] last = [.. rerouted.TakeLast(4)];
        Assert.Equal([-1, -2, -3, -4], last.Select(request => (int)request.GetArgument(0)!));
        Assert.Equal(0, ((byte[])last[0].GetArgument(1)!)[0]);
        Assert.All(last, request => Assert.Equal("red", request.Context!["color"]));
        Assert.Equal(Enumerable.Range(flood.Length - (rerouted.Count - 4), rerouted.Count - 4), rerouted.SkipLast(4).Select(request => (int)request.GetArgument(0)!));
        Assert.All(calls[..^1], call => Assert.False(call.IsCompleted));
        _node.OtherWay = null;
        foreach (Request request in rerouted)
        {
            request.Reject(RejectionKind.Refused, "The test is over.", _node);
        }

        await Task.WhenAny(Task.WhenAll([.. flood, .. calls])).WaitAsync(Limits.Generous);
    }

    [Fact]
    public async Task StopCallsAsync_WhileCallsAreMade_EachIsSentBeforeTheLastWordOrGoesAnotherWay()
    {
        _receiver.Open();
        var rerouted = new ConcurrentQueue<Request>();
        _node.OtherWay = rerouted.Enqueue;
        using var started = new CountdownEvent(4);
        using var stopped = new ManualResetEventSlim();
        Task[] callers = [.. Enumerable.Range(0, 4).Select(caller => Task.Run(() =>
        {
            ILoadGrain grain = Grain($"grain {caller}");
            for (int number = 0; number < 2000; number++)
            {
                _ = grain.Take((caller * 10_000) + number, new byte[number % 50 == 0 ? 100_000 : 10]);
                if (number == 200)
                {
                    started.Signal();
                }

                if (number == 1900)
                {
                    // So that some calls come too late, however fast this thread is.
                    stopped.Wait();
                }
            }
        }))];
        await Eventually.TrueAsync(() => started.IsSet, "all callers call");

        await _node.Connection.StopCallsAsync();
        stopped.Set();
        await Eventually.TrueAsync(() => !_receiver.Handler.Controls.IsEmpty, "the last word arrives");
        int arrived = _receiver.Arrived.Count;

        // What waits for room goes another way when the connection closes.
        await Task.WhenAll(callers).WaitAsync(Limits.Generous);
        Pair.Left.Close("The silo has stopped.");
        await Eventually.TrueAsync(() => arrived + rerouted.Count == 8000, "no call is lost");
        Assert.Equal(arrived, _receiver.Arrived.Count);
        Assert.Equal(8000, _receiver.Arrived.Select(call => call.Number).Concat(rerouted.Select(request => (int)request.GetArgument(0)!)).Distinct().Count());
        Assert.NotEmpty(rerouted);
    }

    [Fact]
    public async Task Call_BeforeTheConnectionOpens_IsSentInOrderWhenItDoes()
    {
        var node = new CallingNode(new ClientMessagingOptions());
        var receiver = new CallReceiver(node);
        receiver.Open();
        var grain = (ILoadGrain)node.CreateReference(GrainId.Create("load", "early"), typeof(ILoadGrain));
        Task[] calls = [.. Enumerable.Range(0, 100).Select(number => grain.Take(number, new byte[number % 3 == 0 ? 100_000 : 10]))];

        await using LinkPair pair = await LinkPair.OpenAsync(node.Connection, receiver.Handler);

        await Task.WhenAll(calls).WaitAsync(Limits.Generous);
        Assert.Equal(Enumerable.Range(0, 100), receiver.NumbersOf("early"));
    }

    private ILoadGrain Grain(string key) => (ILoadGrain)_node.CreateReference(GrainId.Create("load", key), typeof(ILoadGrain));

    // Large calls until the sockets and the link are full, and some wait.
    private Task[] Fill()
    {
        byte[] load = new byte[256 * 1024];
        ILoadGrain grain = Grain("flooded");
        Task[] calls = [.. Enumerable.Range(0, Flood / load.Length).Select(number => grain.Take(number, load))];
        Assert.InRange(Outbox.Count, 1, calls.Length);
        return calls;
    }
}
