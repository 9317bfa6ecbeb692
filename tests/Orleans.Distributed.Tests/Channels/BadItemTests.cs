using System.Threading.Channels;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Channels;

/// <summary>An item that cannot be sent or read is its taker's trouble, and takes no other along.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class BadItemTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TakeManyAsync_OneCannotBeSent_TheOthersStay(bool byFactory)
    {
        RemoteChannel<object> channel = await NewAsync(byFactory);
        Future<int> future = _head.CreateFuture<int>(3);
        await _head.RemoteCallFetchAsync(
            2, (RemoteChannel<object> c, object f) => c.PutManyAsync(["a", new object[] { f, new MemoryStream() }, "b", f]), channel, (object)future).Soon();
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => channel.TakeManyAsync(10).Soon());
        Assert.Equal(2, error.Pid);
        Assert.IsType<UnsendableValueException>(error.InnerException);
        Assert.Equal(["a", "b", future], await channel.TakeManyAsync(10).Soon());
        Assert.True(await channel.IsEmptyAsync().Soon());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TakeManyAsync_SomeCannotBeRead_TheOthersGoBack(bool byFactory)
    {
        RemoteChannel<object> channel = await NewAsync(byFactory);
        object first = Fragile.New(out Fragile one);
        object second = Fragile.New(out Fragile two);
        await channel.PutManyAsync([1, first, 2, second, 3]).Soon();
        one.Break();
        two.Break();
        AggregateException error = await Assert.ThrowsAsync<AggregateException>(() => channel.TakeManyAsync(10).Soon());
        Assert.Equal(2, error.InnerExceptions.Count);
        Assert.Equal([1, 2, 3], await channel.TakeManyAsync(10).Soon());
        Assert.True(await channel.IsEmptyAsync().Soon());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TakeManyAsync_OnlyOneAndItCannotBeRead_ItsFailure(bool byFactory)
    {
        RemoteChannel<object> channel = await NewAsync(byFactory);
        object item = Fragile.New(out Fragile thing);
        await channel.PutManyAsync([item, 4]).Soon();
        thing.Break();
        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => channel.TakeManyAsync(1).Soon());
        Assert.Contains("broken", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(4, await channel.TakeAsync().Soon());
    }

    [Fact]
    public async Task ReadAllAsync_TheRequestAheadCannotBeRead_WhatWasTakenBeforeGoesBack()
    {
        RemoteChannel<object> channel = await NewAsync(byFactory: false);
        object item = Fragile.New(out Fragile thing);
        await channel.PutManyAsync(["a", "b"]).Soon();
        await using (IAsyncEnumerator<object> items = channel.ReadAllAsync(2).GetAsyncEnumerator())
        {
            Assert.True(await items.MoveNextAsync().AsTask().Soon());
            Assert.Equal("a", items.Current);

            // With one item ahead it has asked for the next one, which goes to it and nobody else.
            Task<bool> next = items.MoveNextAsync().AsTask();
            Assert.True(await next.Soon());
            Assert.Equal("b", items.Current);
            await channel.PutManyAsync(["c", "d"]).Soon();
            Assert.True(await items.MoveNextAsync().AsTask().Soon());
            Assert.Equal("c", items.Current);
        }

        Assert.Equal("d", await channel.TakeAsync().Soon());
        await channel.PutManyAsync(["e", "f", "g"]).Soon();
        await using (IAsyncEnumerator<object> items = channel.ReadAllAsync(4).GetAsyncEnumerator())
        {
            Assert.True(await items.MoveNextAsync().AsTask().Soon());
            Assert.True(await items.MoveNextAsync().AsTask().Soon());
            Assert.Equal("f", items.Current);
            await channel.PutManyAsync([item]).Soon();
            thing.Break();
        }

        Assert.Equal("g", await channel.TakeAsync().Soon());
    }

    private Task<RemoteChannel<object>> NewAsync(bool byFactory) => byFactory
        ? _head.CreateChannelAsync(2, () => Channel.CreateUnbounded<object>()).Soon()
        : _head.CreateChannelAsync<object>(RemoteChannel.Unbounded, 2).Soon();
}
