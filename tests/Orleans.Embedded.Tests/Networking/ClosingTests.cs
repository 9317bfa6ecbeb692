using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

public abstract class ClosingTests(bool isLocal) : LinkPairTests(isLocal)
{
    private readonly RecordingHandler _left = new();
    private readonly RecordingHandler _right = new();

    [Fact]
    public async Task Close_OneSide_BothAreToldOnceWithTheReason()
    {
        await using var pair = await OpenAsync(_left, _right);

        pair.Left.Close("going home");
        pair.Left.Close("again");

        Assert.False(pair.Left.IsOpen);
        Assert.Equal(new LinkClosed(LinkCloseReason.Local, "going home"), await _left.Closed);
        Assert.Equal(new LinkClosed(LinkCloseReason.Remote, "going home"), await _right.Closed);
        await AssertToldOnceAsync(pair);
    }

    [Fact]
    public async Task Close_BothSidesAtOnce_EachIsToldOnce()
    {
        for (var i = 0; i < 50; i++)
        {
            var left = new RecordingHandler();
            var right = new RecordingHandler();
            var pair = await OpenAsync(left, right);
            using var start = new Barrier(2);
            var other = Task.Factory.StartNew(Close, TaskCreationOptions.LongRunning);
            start.SignalAndWait();
            pair.Left.Close("left");
            await other;
            await pair.DisposeAsync();

            Assert.Equal(1, left.ClosedCount);
            Assert.Equal(1, right.ClosedCount);

            void Close()
            {
                start.SignalAndWait();
                pair.Right.Close("right");
            }
        }
    }

    [Fact]
    public async Task Abort_OneSide_TheOtherLosesTheConnectionAtOnce()
    {
        await using var pair = await OpenAsync(_left, _right);

        pair.Left.Abort("declared dead");

        Assert.Equal(LinkCloseReason.Local, (await _left.Closed).Reason);
        Assert.Equal(LinkCloseReason.Lost, (await _right.Closed).Reason);
        await AssertToldOnceAsync(pair);
    }

    [Fact]
    public async Task Send_AfterClose_AnswersClosed()
    {
        await using var pair = await OpenAsync(_left, _right);
        pair.Left.Close("over");

        using var owner = new CountingOwner();
        Assert.Equal(SendStatus.Closed, pair.Left.Send(0, [1]));
        Assert.Equal(SendStatus.Closed, pair.Left.Send(0, new byte[100_000]));
        Assert.Equal(SendStatus.Closed, pair.Left.Send(0, new ReadOnlySequence<byte>(new byte[100_000]), owner));
        Assert.Equal(SendStatus.Closed, pair.Left.SendControl([1]));
        Assert.Equal(SendStatus.Closed, pair.Left.Ping());
        Assert.Equal(0, owner.Count);
        await pair.Left.WaitForRoomAsync(1 << 30);
    }

    [Fact]
    public async Task FlushAsync_ThenClose_EverythingArrives()
    {
        await using var pair = await OpenAsync(_left, _right);
        using var owner = new CountingOwner();
        Assert.Equal(SendStatus.Sent, pair.Left.Send(0, new ReadOnlySequence<byte>(new byte[10_000_000]), owner));
        for (var i = 0; i < 10_000; i++)
        {
            Assert.Equal(SendStatus.Sent, pair.Left.Send(1, BitConverter.GetBytes(i)));
        }

        await pair.Left.FlushAsync().WaitAsync(Limits.Generous);
        pair.Left.Close("done");
        Assert.Equal(LinkCloseReason.Remote, (await _right.Closed).Reason);

        Assert.Equal(10_001, _right.Frames.Count);
        Assert.Equal(Enumerable.Range(0, 10_000), _right.Frames.Where(frame => frame.Key == 1).Select(frame => BitConverter.ToInt32(frame.Payload)));
        Assert.Equal(1, owner.Count);
        await _left.Closed;
        Assert.Empty(_left.Unsent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Close_FramesQueued_WhatCertainlyDidNotArriveIsReported(bool abort)
    {
        const int Count = 100_000;
        var gate = new Gate();
        var arrived = new List<int>();
        var right = new RecordingHandler
        {
            Frame = (_, _, payload) =>
            {
                gate.Pass();
                arrived.Add(BitConverter.ToInt32(payload.FirstSpan));
            },
        };
        await using var pair = await OpenAsync(_left, right);
        var payload = new byte[100];
        for (var i = 0; i < Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(payload, i);
            Assert.Equal(SendStatus.Sent, pair.Left.Send(0, payload));
        }

        using var owner = new CountingOwner();
        byte[] large = new byte[1_000_000];
        Assert.Equal(
            SendStatus.Sent,
            pair.Left.Send(9, new ReadOnlySequence<byte>(large), owner, prepare: position => large.AsSpan(0, (int)position).Fill(6)));
        Assert.Equal(SendStatus.Sent, pair.Left.Send(9, [1, 2, 3]));
        if (abort)
        {
            pair.Left.Abort("dead");
        }
        else
        {
            pair.Left.Close("closing");
        }

        await _left.Closed;
        gate.Open();
        await right.Closed;

        var unsent = _left.Unsent.Where(frame => frame.Key == 0).Select(frame => BitConverter.ToInt32(frame.Payload)).ToList();
        Assert.NotEmpty(unsent);
        Assert.Equal(Enumerable.Range(Count - unsent.Count, unsent.Count), unsent);
        Assert.Equal(Enumerable.Range(0, arrived.Count), arrived);
        Assert.True(arrived.Count <= Count - unsent.Count);
        Assert.Equal(-1, _left.Unsent.Single(frame => frame.Payload.Length == large.Length).Payload.AsSpan().IndexOfAnyExcept((byte)6));
        Assert.Equal([1_000_000, 3], _left.Unsent.Where(frame => frame.Key == 9).Select(frame => frame.Payload.Length));
        Assert.Equal(1, owner.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Receive_PeerVanishesInsideOfALargeMessage_NothingIsDelivered(bool reset)
    {
        using var listener = LinkListener.Start(null, TestOptions.Create(), _ => LinkAdmission.Accept(_right), NullLogger.Instance);
        var (peer, _) = RawPeer.Proven(listener.EndPoint, TestOptions.Create());
        peer.Send(Frames.BulkBegin(1, 1, 10_000_000));
        peer.Send(Frames.BulkData(1, new byte[100_000]));
        peer.Send(Frames.BulkData(1, new byte[100_000]).AsSpan(0, 50_000));
        if (reset)
        {
            peer.Reset();
        }
        else
        {
            peer.Dispose();
        }

        Assert.Equal(LinkCloseReason.Lost, (await _right.Closed).Reason);
        Assert.Empty(_right.Frames);
        Assert.Equal(1, _right.ClosedCount);
    }

    [Fact]
    public async Task Send_PeerVanishesInsideOfALargeMessage_OwnerIsReleasedOnce()
    {
        var accepted = new TaskCompletionSource<Link>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = LinkListener.Start(
            null, TestOptions.Create(), _ => LinkAdmission.Accept(new AnnouncingHandler(_right, accepted)), NullLogger.Instance);
        var (peer, _) = RawPeer.Proven(listener.EndPoint, TestOptions.Create());
        var link = await accepted.Task.WaitAsync(Limits.Generous);
        using var owner = new CountingOwner();
        Assert.Equal(SendStatus.Sent, link.Send(1, new ReadOnlySequence<byte>(new byte[50_000_000]), owner));
        peer.Read(1_000_000);
        peer.Reset();

        Assert.Equal(LinkCloseReason.Lost, (await _right.Closed).Reason);
        Assert.Equal(1, owner.Count);
        Assert.Empty(_right.Unsent);
    }

    [Fact]
    public async Task OnFrame_Throws_ClosesTheLinkAndNothingElse()
    {
        var right = new RecordingHandler { Frame = (_, _, _) => throw new InvalidDataException("cannot decode") };
        await using var pair = await OpenAsync(_left, right);

        pair.Left.Send(0, [1]);

        var closed = await right.Closed;
        Assert.Equal(LinkCloseReason.HandlerFailed, closed.Reason);
        Assert.IsType<InvalidDataException>(closed.Error);
        Assert.Equal(new LinkClosed(LinkCloseReason.Remote, "An internal error."), await _left.Closed);
    }

    private async Task AssertToldOnceAsync(LinkPair pair)
    {
        await Task.WhenAll(pair.Left.Ended, pair.Right.Ended).WaitAsync(Limits.Generous);
        Assert.Equal(1, _left.ClosedCount);
        Assert.Equal(1, _right.ClosedCount);
        Assert.False(_left.Late);
        Assert.False(_right.Late);
    }

    public sealed class OverLoopback() : ClosingTests(isLocal: false);

    public sealed class OverLocalSockets() : ClosingTests(isLocal: true);
}
