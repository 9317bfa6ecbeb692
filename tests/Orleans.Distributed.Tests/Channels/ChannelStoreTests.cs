using Orleans.Distributed.Calls;
using Orleans.Distributed.Channels;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Channels;

public sealed class ChannelStoreTests
{
    private long _number;

    [Fact]
    public void TryPut_UntilFull_ThenRefused()
    {
        var store = new ChannelStore<int>(2);
        Assert.Equal(CallStatus.Done, store.TryPut(1));
        Assert.Equal(CallStatus.Done, store.TryPut(2));
        Assert.Equal(CallStatus.Refused, store.TryPut(3));
        Assert.Equal(1, store.TryTake().Item);
        Assert.Equal(CallStatus.Done, store.TryPut(4));
        Assert.Equal(2, store.TryTake().Item);
        Assert.Equal(4, store.TryTake().Item);
        Assert.Equal(CallStatus.Refused, store.TryTake().Status);
    }

    [Fact]
    public void PutAsync_Full_WaitsAndKeepsItsTurn()
    {
        var store = new ChannelStore<string>(1);
        Assert.True(Put(store, "a", out _).IsCompleted);
        Task<ChannelResult<string>> second = Put(store, "b", out _);
        Task<ChannelResult<string>> third = Put(store, "c", out _);
        Assert.False(second.IsCompleted);
        Assert.Equal(CallStatus.Refused, store.TryPut("d"));
        Assert.Equal("a", store.TryTake().Item);
        Assert.Equal(CallStatus.Done, second.Now().Status);
        Assert.False(third.IsCompleted);
        Assert.Equal("b", store.TryTake().Item);
        Assert.Equal(CallStatus.Done, third.Now().Status);
        Assert.Equal("c", store.TryTake().Item);
    }

    [Fact]
    public void TakeAsync_Empty_FirstComeFirstServed()
    {
        var store = new ChannelStore<int>(1);
        Task<ChannelResult<int>> first = Take(store, out _);
        Task<ChannelResult<int>> second = Take(store, out _);
        Assert.Equal(CallStatus.Done, store.TryPut(1));
        Assert.Equal(1, first.Now().Item);
        Assert.False(second.IsCompleted);
        Assert.Equal(CallStatus.Done, store.TryPut(2));
        Assert.Equal(2, second.Now().Item);
        Assert.False(store.IsReady);
    }

    [Fact]
    public void CapacityZero_HandsFromPutterToTaker()
    {
        var store = new ChannelStore<int>(0);
        Assert.Equal(CallStatus.Refused, store.TryPut(1));
        Assert.False(store.IsReady);
        Task<ChannelResult<int>> put = Put(store, 1, out _);
        Assert.False(put.IsCompleted);
        Assert.True(store.IsReady);
        Assert.Equal(1, store.TryTake().Item);
        Assert.Equal(CallStatus.Done, put.Now().Status);
        Task<ChannelResult<int>> take = Take(store, out _);
        Assert.False(store.IsReady);
        Task<ChannelResult<int>> second = Put(store, 2, out _);
        Assert.Equal(2, take.Now().Item);

        // The taker may still read it from the hands of the putter.
        Assert.False(second.IsCompleted);
        take.Now().HandOver!.Delivered();
        Assert.Equal(CallStatus.Done, second.Now().Status);
    }

    [Theory]
    [InlineData(nameof(CallStatus.Withdrawn))]
    [InlineData(nameof(CallStatus.Closed))]
    [InlineData(nameof(CallStatus.Gone))]
    public void CapacityZero_PutManyEndsWhileAnItemIsRead_WaitsForThat(string end)
    {
        var store = new ChannelStore<int>(0);
        var key = new OperationKey(1, 1000);
        Task<ChannelResult<int>> put = store.OperateAsync(new(ChannelOperation.PutMany) { Items = [1, 2] }, key);
        ChannelResult<int> taken = Take(store, out _).Now();
        Action ending = end switch
        {
            nameof(CallStatus.Withdrawn) => () => store.Withdraw(key),
            nameof(CallStatus.Closed) => () => store.Close(null),
            _ => store.Release,
        };
        ending();
        Assert.False(put.IsCompleted);
        taken.HandOver!.Delivered();
        Assert.Equal((end, 1), (put.Now().Status.ToString(), put.Now().Count));
    }

    [Fact]
    public void CapacityZero_Fetch_IsNotSupported()
    {
        var store = new ChannelStore<int>(0);
        Assert.Equal(CallStatus.NotSupported, Fetch(store).Now().Status);
        Task<ChannelResult<int>> put = Put(store, 1, out _);
        Assert.Equal(CallStatus.NotSupported, Fetch(store).Now().Status);
        Assert.False(put.IsCompleted);
        Assert.Equal(1, store.TryTake().Item);
    }

    [Fact]
    public void FetchAsync_SeveralWaitAmongTakers_AllSeeTheItemAndOneTakesIt()
    {
        var store = new ChannelStore<int>(1);
        Task<ChannelResult<int>> fetch1 = Fetch(store);
        Task<ChannelResult<int>> take = Take(store, out _);
        Task<ChannelResult<int>> fetch2 = Fetch(store);
        store.TryPut(1);
        Assert.Equal(1, fetch1.Now().Item);
        Assert.Equal(1, take.Now().Item);
        Assert.False(fetch2.IsCompleted);
        store.TryPut(2);
        Assert.Equal(2, fetch2.Now().Item);
        Assert.Equal(2, store.TryTake().Item);
    }

    [Fact]
    public void Withdraw_WaitingTaker_TakesNothing()
    {
        var store = new ChannelStore<int>(1);
        Task<ChannelResult<int>> take = Take(store, out OperationKey key);
        store.Withdraw(key);
        Assert.Equal(CallStatus.Withdrawn, take.Now().Status);
        store.Withdraw(key);
        Assert.Equal(CallStatus.Done, store.TryPut(1));
        Assert.Equal(1, store.TryTake().Item);
    }

    [Fact]
    public void Withdraw_WaitingPutter_ItsItemIsNotIn()
    {
        var store = new ChannelStore<int>(1);
        store.TryPut(1);
        Task<ChannelResult<int>> put2 = Put(store, 2, out OperationKey key);
        Task<ChannelResult<int>> put3 = Put(store, 3, out _);
        store.Withdraw(key);
        Assert.Equal(CallStatus.Withdrawn, put2.Now().Status);
        Assert.Equal(1, store.TryTake().Item);
        Assert.Equal(CallStatus.Done, put3.Now().Status);
        Assert.Equal(3, store.TryTake().Item);
        Assert.Equal(CallStatus.Refused, store.TryTake().Status);
    }

    [Fact]
    public void WithdrawAll_OfAProcess_LeavesTheOthers()
    {
        var store = new ChannelStore<int>(1);
        Task<ChannelResult<int>> dead = store.TakeAsync(new OperationKey(2, 1));
        Task<ChannelResult<int>> alive = store.TakeAsync(new OperationKey(3, 1));
        store.WithdrawAll(2);
        store.TryPut(1);
        Assert.Equal(CallStatus.Withdrawn, dead.Now().Status);
        Assert.Equal(1, alive.Now().Item);
    }

    [Fact]
    public void Close_ItemsInIt_StayTakeable()
    {
        var store = new ChannelStore<int>(2);
        store.TryPut(1);
        store.TryPut(2);
        Task<ChannelResult<int>> waiting = Put(store, 3, out _);
        store.Close(null);
        Assert.False(store.IsOpen);
        Assert.Equal(CallStatus.Closed, waiting.Now().Status);
        Assert.Equal(CallStatus.Closed, store.TryPut(4));
        Assert.Equal(1, store.TryTake().Item);
        Assert.Equal(2, Fetch(store).Now().Item);
        Assert.Equal(2, store.TryTake().Item);
        Assert.Equal(CallStatus.Closed, store.TryTake().Status);
        Assert.Equal(CallStatus.Closed, Fetch(store).Now().Status);
        store.Close(null);
    }

    [Fact]
    public void Close_WaitingTakers_AreTold()
    {
        var store = new ChannelStore<int>(1);
        Task<ChannelResult<int>> take = Take(store, out _);
        Task<ChannelResult<int>> fetch = Fetch(store);
        store.Close(null);
        Assert.Equal(CallStatus.Closed, take.Now().Status);
        Assert.Equal(CallStatus.Closed, fetch.Now().Status);
    }

    [Fact]
    public void Release_Everything_Ends()
    {
        var full = new ChannelStore<int>(1);
        full.TryPut(1);
        Task<ChannelResult<int>> put = Put(full, 2, out _);
        full.Release();
        Assert.Equal(CallStatus.Gone, put.Now().Status);
        Assert.False(full.IsReady);

        var empty = new ChannelStore<int>(1);
        Task<ChannelResult<int>> take = Take(empty, out _);
        empty.Release();
        Assert.Equal(CallStatus.Gone, take.Now().Status);
    }

    [Fact]
    public void CapacityZero_PutMany_EndsWhenTheLastItemWasDelivered()
    {
        var store = new ChannelStore<int>(0);
        Task<ChannelResult<int>> put = store.OperateAsync(new(ChannelOperation.PutMany) { Items = [1, 2, 3] }, NewKey());
        ChannelResult<int> first = Take(store, out _).Now();
        ChannelResult<int> rest = store.OperateAsync(new(ChannelOperation.TakeMany) { Number = 5 }, NewKey()).Now();
        Assert.Equal(1, first.Item);
        Assert.Equal([2, 3], rest.Items!);
        rest.HandOver!.Delivered();
        Assert.False(put.IsCompleted);
        first.HandOver!.Delivered();
        Assert.Equal(CallStatus.Done, put.Now().Status);
    }

    [Fact]
    public void PutBack_BeforeAllOthersAndBeyondTheCapacity()
    {
        var store = new ChannelStore<int>(2);
        store.TryPut(3);
        store.TryPut(4);
        Task<ChannelResult<int>> waiting = Put(store, 5, out _);
        Assert.Equal(CallStatus.Done, store.OperateAsync(new(ChannelOperation.PutBack) { Items = [1, 2] }, NewKey()).Now().Status);
        Assert.Equal(1, store.TryTake().Item);
        Assert.Equal(2, store.TryTake().Item);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(3, store.TryTake().Item);
        Assert.Equal(CallStatus.Done, waiting.Now().Status);
        store.Close(null);
        store.OperateAsync(new(ChannelOperation.PutBack) { Items = [3] }, NewKey());
        Assert.Equal([3, 4, 5], store.OperateAsync(new(ChannelOperation.TakeMany) { Number = 9 }, NewKey()).Now().Items!);
        Assert.Equal(CallStatus.Closed, store.TryTake().Status);
    }

    /// <summary>Withdrawing a taker races with putting: each item must end in exactly one place.</summary>
    [Fact]
    public async Task Withdraw_RacesWithPut_NoItemIsLostOrDoubled()
    {
        for (int round = 0; round < 5_000; round++)
        {
            var store = new ChannelStore<int>(1);
            Task<ChannelResult<int>> take = Take(store, out OperationKey key);
            using var start = new Barrier(2);
            Task withdrawing = Task.Run(() =>
            {
                start.SignalAndWait();
                store.Withdraw(key);
            });
            start.SignalAndWait();
            Assert.Equal(CallStatus.Done, store.TryPut(round));
            await withdrawing;
            ChannelResult<int> taken = await take;
            ChannelResult<int> left = store.TryTake();
            Assert.Equal(
                taken.Status == CallStatus.Value ? CallStatus.Refused : CallStatus.Value,
                left.Status);
            Assert.Equal(round, taken.Status == CallStatus.Value ? taken.Item : left.Item);
        }
    }

    private Task<ChannelResult<T>> Put<T>(ChannelStore<T> store, T item, out OperationKey key) => store.PutAsync(item, key = NewKey());

    private Task<ChannelResult<T>> Take<T>(ChannelStore<T> store, out OperationKey key) => store.TakeAsync(key = NewKey());

    private Task<ChannelResult<T>> Fetch<T>(ChannelStore<T> store) => store.OperateAsync(new(ChannelOperation.Fetch), NewKey());

    private OperationKey NewKey() => new(1, ++_number);
}
