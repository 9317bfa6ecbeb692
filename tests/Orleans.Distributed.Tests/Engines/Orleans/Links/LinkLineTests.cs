using System.Buffers;
using Orleans.Distributed.Links;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Links;

public sealed class LinkLineTests
{
    private readonly ManualTime _time = new();
    private readonly LinkEnd _here;
    private readonly LinkEnd _there;

    public LinkLineTests()
    {
        _here = new LinkEnd(1, 2, _time);
        _there = new LinkEnd(2, 1, _time);
    }

    [Fact]
    public void Send_NothingAcknowledged_RestWaitsAndGoesTogether()
    {
        SendThrough(10);

        Assert.Equal([1L, 2, 3, 4], _here.Sent.Select(batch => batch.Number));
        Assert.All(_here.Sent, batch => Assert.Single(batch.Messages));
        Assert.Equal([false, false, false, true], _here.Sent.Select(batch => batch.IsLastOfWindow));

        Exchange();

        Assert.Equal([1L, 2, 3, 4, 5, 6, 7, 8, 9, 10], _there.Handled);
    }

    [Fact]
    public void Acknowledged_ManyWait_GoInOneBatch()
    {
        SendThrough(100);

        _here.Acknowledge(1);

        Assert.Equal(96, _here.Sent[^1].Messages.Length);
    }

    [Fact]
    public void Send_MoreThanABatchHolds_GoesInSeveral()
    {
        for (int i = 0; i < 8; i++)
        {
            _here.Send(new Payload(new byte[600 * 1024]));
        }

        Exchange();

        Assert.Equal(8, _there.Handled.Count);
        Assert.All(_here.Sent, batch => Assert.Single(batch.Messages));
    }

    [Fact]
    public void Receive_LastOfAWindowFirst_IsAcknowledgedOnceTheOthersAreHere()
    {
        SendThrough(5);

        foreach (int i in new[] { 3, 2, 1, 0 })
        {
            _there.Receive(_here.Sent[i]);
        }

        LinkBatch acknowledgement = Assert.Single(_there.Sent);
        Assert.Equal((0, 4), (acknowledgement.Number, acknowledgement.Acknowledged));
    }

    [Fact]
    public void Receive_NoMessageGoesBack_IsAcknowledgedSoon()
    {
        _here.Send(1);
        _there.Receive(_here.Sent[0]);
        Assert.Empty(_there.Sent);

        _time.Advance(TimeSpan.FromMilliseconds(50));

        Assert.Equal(1, Assert.Single(_there.Sent).Acknowledged);
    }

    [Fact]
    public void OnTimer_NothingAcknowledged_OldestIsSentAgainLessAndLessOften()
    {
        SendThrough(2);
        var sent = new List<int>();
        for (int i = 0; i < 7; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            sent.Add(_here.Sent.Count);
        }

        Assert.Equal([3, 3, 4, 4, 4, 4, 5], sent);
        Assert.All(_here.Sent.Skip(2), batch => Assert.Equal(1, batch.Number));
    }

    [Fact]
    public void Acknowledged_SeveralWereLost_NextIsSentAgainAtOnce()
    {
        SendThrough(4);
        _time.Advance(TimeSpan.FromSeconds(2));
        SendThrough(1);

        _here.Acknowledge(1);
        _here.Acknowledge(2);

        // The fifth had not been sent when the first was sent again.
        Assert.Equal([1L, 2, 3, 4, 1, 2, 5, 3], _here.Sent.Select(batch => batch.Number));
    }

    [Fact]
    public void Acknowledged_AfterALongSilence_NextLossIsNoticedSoon()
    {
        SendThrough(1);
        for (int i = 0; i < 15; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
        }

        _here.Acknowledge(1);
        _here.Sent.Clear();
        SendThrough(1);
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal([2L, 2], _here.Sent.Select(batch => batch.Number));
    }

    [Fact]
    public void OnTimer_LargeBatch_HasTimeToArrive()
    {
        _here.Send(new Payload(new byte[40 * 1024 * 1024]));

        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Single(_here.Sent);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, _here.Sent.Count);
    }

    [Fact]
    public void SendAgain_ReceiverHasJoined_DoesNotWait()
    {
        SendThrough(1);
        _time.Advance(TimeSpan.FromSeconds(2));
        _here.Sent.Clear();

        _here.Link.SendAgain();

        Assert.Equal(1, Assert.Single(_here.Sent).Number);
    }

    [Fact]
    public async Task Receive_AnswerComesEarly_IsTakenAtOnce()
    {
        Task<Payload> answer = _here.Link.AskAsync(LinkMessageKind.Call, new Payload([1]));
        var answering = new LinkMessage(LinkMessageKind.Answer, _here.Sent[0].Messages[0].Number, 0, 0, new Payload([2]));

        _here.Receive(new LinkBatch(2, 2, 0, false, [answering]));

        Assert.Equal([2], (await answer.Soon()).Bytes.FirstSpan.ToArray());
    }

    [Fact]
    public async Task Receive_HandlerTakesLong_DoesNotWaitAndKeepsTheOrder()
    {
        using var gate = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        _there.Long = () =>
        {
            begun.Set();
            Assert.True(gate.Wait(Limits.Wait));
        };
        _here.SendLong(1);
        _here.Send(2);

        _there.Receive(_here.Sent[0]);
        Assert.True(begun.Wait(Limits.Wait));
        _there.Receive(_here.Sent[1]);

        Assert.Equal([1L], _there.Handled);
        gate.Set();
        await WaitExtensions.HoldsSoon(() => _there.Handled.Count == 2);
        Assert.Equal([1L, 2], _there.Handled);
    }

    [Fact]
    public void Receive_AcknowledgementWasLost_IsSentAgain()
    {
        _here.Send(1);
        _there.Receive(_here.Sent[0]);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        _time.Advance(TimeSpan.FromSeconds(2));

        _there.Receive(_here.Sent[1]);

        Assert.Equal([1L, 1], _there.Sent.Select(batch => batch.Acknowledged));
        Assert.Equal([1L], _there.Handled);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Send_BatchesAreLostDoubledAndOvertaken_AllArriveOnceInOrder(int seed)
    {
        var random = new Random(seed);
        long sent = 0;
        int rounds = 0;
        while (sent < 5000 || _there.Handled.Count < 5000 || _here.Handled.Count < 5000)
        {
            Assert.True(++rounds < 100_000, "The messages never arrived.");
            for (int i = random.Next(20); i > 0 && sent < 5000; i--)
            {
                sent++;
                _here.Send(sent);
                _there.Send(sent);
            }

            bool wasEmpty = _here.Sent.Count + _there.Sent.Count == 0;
            Disturb(random, _here, _there);
            Disturb(random, _there, _here);
            if (wasEmpty)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
            }
        }

        IEnumerable<long> all = Enumerable.Range(1, 5000).Select(i => (long)i);
        Assert.Equal(all, _there.Handled);
        Assert.Equal(all, _here.Handled);
    }

    [Fact]
    public void Acknowledged_SentOnce_MemoryIsGivenUp()
    {
        var owner = new Owner();
        _here.Send(Pooled(owner));
        Assert.False(owner.IsFree);

        _here.Acknowledge(1);

        Assert.True(owner.IsFree);
    }

    [Fact]
    public void Acknowledged_SentTwice_MemoryIsLeftToTheCollector()
    {
        var owner = new Owner();
        _here.Send(Pooled(owner));
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(2, _here.Sent.Count);

        _here.Acknowledge(1);

        Assert.False(owner.IsFree);
    }

    private static Payload Pooled(Owner owner) => new(new PayloadMemory(new ReadOnlySequence<byte>(new byte[10]), owner));

    /// <summary>Takes what one end has sent to the other, as an engine does that keeps no promise.</summary>
    private static void Disturb(Random random, LinkEnd from, LinkEnd to)
    {
        LinkBatch[] batches = [.. from.Sent];
        from.Sent.Clear();
        random.Shuffle(batches);
        foreach (LinkBatch batch in batches)
        {
            switch (random.Next(10))
            {
                case 0:
                    break;
                case 1:
                    to.Receive(batch);
                    to.Receive(batch);
                    break;
                case 2:
                    from.Sent.Add(batch);
                    break;
                default:
                    to.Receive(batch);
                    break;
            }
        }
    }

    private void SendThrough(int count)
    {
        for (int i = 1; i <= count; i++)
        {
            _here.Send(i);
        }
    }

    /// <summary>Takes everything to the other end, until there is nothing more.</summary>
    private void Exchange()
    {
        for (int here = 0, there = 0; here < _here.Sent.Count || there < _there.Sent.Count;)
        {
            if (here < _here.Sent.Count)
            {
                _there.Receive(_here.Sent[here++]);
            }
            else
            {
                _here.Receive(_there.Sent[there++]);
            }
        }
    }

    private sealed class Owner : IDisposable
    {
        public bool IsFree { get; private set; }

        public void Dispose() => IsFree = true;
    }
}
