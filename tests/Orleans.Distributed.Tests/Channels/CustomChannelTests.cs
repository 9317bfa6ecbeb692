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

    [Theory]
    [InlineData(nameof(ChannelOperation.Take))]
    [InlineData(nameof(ChannelOperation.TakeMany))]
    public async Task WithdrawAll_ItTookAllTheSame_GoesBack(string operation)
    {
        var made = new HeldHandOver(saysSoAtOnce: true);
        var channel = new CustomChannel<byte[]>(made, 1, _scheduler);
        Task<ChannelResult<byte[]>> take = Operate(channel, new(Enum.Parse<ChannelOperation>(operation)) { Number = 5 }, 2);
        await made.TakeWaitsAsync();
        byte[] item = [1];
        Task<ChannelResult<byte[]>> put = Operate(channel, new(ChannelOperation.Put) { Item = item }, 1);
        await BegunAsync(channel);
        channel.WithdrawAll(2);
        made.Continue();
        Assert.Equal(CallStatus.Withdrawn, (await take.Soon()).Status);

        // Nobody will read it from the putter's hands any more.
        Assert.Equal(CallStatus.Done, (await put.Soon()).Status);
        Assert.Equal(CallStatus.Done, (await Operate(channel, new(ChannelOperation.Put) { Item = [2] }, 1).Soon()).Status);
        ChannelResult<byte[]> next = await Operate(channel, new(ChannelOperation.Take), 3).Soon();
        Assert.Same(item, next.Item);
    }

    [Fact]
    public async Task Withdraw_BehindOneThatBlocks_EndsAtOnce()
    {
        using var made = new BlockingChannel();
        var channel = new CustomChannel<int>(made, 1, _scheduler);
        Task<ChannelResult<int>> blocked = Operate(channel, new(ChannelOperation.Put) { Item = 0 }, 1);
        await made.BlocksAsync();
        Task<ChannelResult<int>> put = Operate(channel, new(ChannelOperation.Put) { Item = 5 }, 1);
        var key = new OperationKey(1, _number);
        Task<ChannelResult<int>> putOfTheDead = Operate(channel, new(ChannelOperation.PutMany) { Items = [6, 7] }, 2);
        Task<ChannelResult<int>> takeOfTheDead = Operate(channel, new(ChannelOperation.Take), 2);
        Task<ChannelResult<int>> putBack = Operate(channel, new(ChannelOperation.PutBack) { Items = [8] }, 2);
        channel.Withdraw(key);
        Assert.Equal(CallStatus.Withdrawn, (await put.Soon()).Status);
        channel.WithdrawAll(2);
        Assert.Equal(CallStatus.Withdrawn, (await putOfTheDead.Soon()).Status);
        Assert.Equal(CallStatus.Withdrawn, (await takeOfTheDead.Soon()).Status);
        Assert.Equal(2, channel.Look().Waiting);
        made.Unblock();

        // What was given back was given back, whoever is dead by now.
        Assert.Equal(CallStatus.Done, (await putBack.Soon()).Status);
        Assert.Equal(CallStatus.Done, (await blocked.Soon()).Status);
        Assert.Equal(8, (await Operate(channel, new(ChannelOperation.TryTake), 1).Soon()).Item);
        Assert.Equal([0], made.Items);
        Assert.Equal(0, channel.Look().Waiting);
    }

    [Fact]
    public async Task AnyOperation_NotSupportedException_MeansNoBufferOnlyWhereOneLooks()
    {
        using var made = new BlockingChannel();
        var channel = new CustomChannel<int>(made, 1, _scheduler);
        foreach (ChannelOperation looks in new[] { ChannelOperation.Fetch, ChannelOperation.WaitToTake })
        {
            Assert.Equal(CallStatus.NotSupported, (await Operate(channel, new(looks), 1).Soon()).Status);
        }

        foreach (ChannelOperation other in new[] { ChannelOperation.Take, ChannelOperation.TakeMany, ChannelOperation.TryTake })
        {
            ChannelResult<int> failed = await Operate(channel, new(other) { Number = 2 }, 1).Soon();
            Assert.Equal(CallStatus.Fault, failed.Status);
            Assert.Equal(typeof(NotSupportedException).FullName, failed.Fault!.Error.TypeName);
        }
    }

    /// <summary>Operations begin one after another: those before this one have got as far as they get at once.</summary>
    private Task<ChannelResult<T>> BegunAsync<T>(CustomChannel<T> channel) => Operate(channel, new(ChannelOperation.IsOpen), 1).Soon();

    private Task<ChannelResult<T>> Operate<T>(CustomChannel<T> channel, ChannelRequest<T> request, int caller) =>
        channel.OperateAsync(request, new OperationKey(caller, ++_number));
}
