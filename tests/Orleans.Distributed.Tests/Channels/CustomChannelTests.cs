using Orleans.Distributed.Calls;
using Orleans.Distributed.Channels;
using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Channels;

/// <summary>What stands around a channel that a factory has made, at its owner: process 1. Process 2 takes.</summary>
public sealed class CustomChannelTests : IDisposable
{
    private readonly UserCodeScheduler _scheduler = new("user code of the test");
    private long _number;

    public void Dispose() => _scheduler.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PutAsync_TakenFromItsHands_EndsWhenTheItemIsEncoded(bool saysSoAtOnce)
    {
        var made = new HeldHandOver(saysSoAtOnce);
        var channel = new CustomChannel<byte[]>(made, 1, _scheduler);
        Task<ChannelResult<byte[]>> take = Operate(channel, new(ChannelOperation.Take), 2);
        await made.TakeWaitsAsync();
        byte[] item = [1];
        Task<ChannelResult<byte[]>> put = Operate(channel, new(ChannelOperation.Put) { Item = item }, 1);
        await BegunAsync(channel);
        Assert.False(put.IsCompleted);
        made.Continue();
        ChannelResult<byte[]> taken = await take.Soon();
        Assert.Same(item, taken.Item);

        // Another put meets a take that was read, but not encoded yet.
        Task<ChannelResult<byte[]>> next = Operate(channel, new(ChannelOperation.Put) { Item = [2] }, 1);
        await BegunAsync(channel);
        Assert.False(put.IsCompleted);
        Assert.False(next.IsCompleted);
        taken.HandOver!.Delivered();
        Assert.Equal(CallStatus.Done, (await put.Soon()).Status);
        Assert.Equal(CallStatus.Done, (await next.Soon()).Status);
    }

    [Fact]
    public async Task PutAsync_NobodyTookIt_EndsAtOnce()
    {
        var made = new HeldHandOver(saysSoAtOnce: true);
        var channel = new CustomChannel<byte[]>(made, 1, _scheduler);
        Task<ChannelResult<byte[]>> put = Operate(channel, new(ChannelOperation.Put) { Item = [1] }, 1);
        Assert.Equal(CallStatus.Done, (await put.Soon()).Status);
        Task<ChannelResult<byte[]>> take = Operate(channel, new(ChannelOperation.Take), 2);
        await made.TakeWaitsAsync();
        put = Operate(channel, new(ChannelOperation.Put) { Item = [] }, 1);
        Assert.Equal(CallStatus.Fault, (await put.Soon()).Status);
        Assert.False(take.IsCompleted);
    }

    [Fact]
    public async Task PutManyAsync_FailsAfterAHandOver_EndsWhenTheItemIsEncoded()
    {
        var made = new HeldHandOver(saysSoAtOnce: true);
        var channel = new CustomChannel<byte[]>(made, 1, _scheduler);
        Task<ChannelResult<byte[]>> take = Operate(channel, new(ChannelOperation.Take), 2);
        await made.TakeWaitsAsync();
        Task<ChannelResult<byte[]>> put = Operate(channel, new(ChannelOperation.PutMany) { Items = [[1], []] }, 1);
        await BegunAsync(channel);
        Assert.False(put.IsCompleted);
        made.Continue();
        (await take.Soon()).HandOver!.Delivered();
        Assert.Equal(CallStatus.Fault, (await put.Soon()).Status);
    }

    /// <summary>Operations begin one after another: those before this one have got as far as they get at once.</summary>
    private Task<ChannelResult<T>> BegunAsync<T>(CustomChannel<T> channel) => Operate(channel, new(ChannelOperation.IsOpen), 1).Soon();

    private Task<ChannelResult<T>> Operate<T>(CustomChannel<T> channel, ChannelRequest<T> request, int caller) =>
        channel.OperateAsync(request, new OperationKey(caller, ++_number));
}
