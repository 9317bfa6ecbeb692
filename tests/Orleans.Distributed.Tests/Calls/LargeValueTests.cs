using System.Buffers;
using Orleans.Distributed.Calls;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Calls;

/// <summary>
/// Values that do not fit into one piece of memory: many at a time, of many sizes, so that memory which is given back too early would show.
/// </summary>
[Collection(nameof(ThreeProcesses))]
public sealed class LargeValueTests(ThreeProcesses processes)
{
    private static readonly int[] Sizes = [15_000, 33_000, 64_000, 100_000, 1_100_000, 3_000_000];

    private readonly ICluster _head = processes.Head;

    [Fact]
    public async Task RemoteCallFetchAsync_ManyLargeValuesAtOnce_EachArrivesAsItWas()
    {
        await AtOnceAsync(async (size, seed) =>
        {
            byte[] bytes = Bytes(size, seed);
            byte[] back = await _head.RemoteCallFetchAsync(2 + (seed % 2), values => values, bytes).Soon();
            Assert.True(bytes.AsSpan().SequenceEqual(back), $"The {size} bytes of {seed} came back changed.");
        });
    }

    [Fact]
    public async Task RemoteCall_ManyLargeFutures_EachHoldsWhatWasPutThere()
    {
        await AtOnceAsync(async (size, seed) =>
        {
            byte[] bytes = Bytes(size, seed);
            await using Future<byte[]> future = _head.RemoteCall(2 + (seed % 2), values => values, bytes);
            byte[] back = await _head.RemoteCallFetchAsync(3 - (seed % 2), async (Future<byte[]> f) => await f.FetchAsync(), future).Soon();
            Assert.True(bytes.AsSpan().SequenceEqual(back), $"The {size} bytes of {seed} came back changed.");
        });
    }

    [Fact]
    public async Task RemoteDo_ManyLargeValues_EachArrivesAsItWas()
    {
        await using RemoteChannel<int> sums = await _head.CreateChannelAsync<int>(capacity: 1000);
        for (int i = 0; i < Sizes.Length; i++)
        {
            _head.RemoteDo(2, async (byte[] values, RemoteChannel<int> to) => await to.PutAsync(values.Sum(value => value)), Bytes(Sizes[i], i), sums);
        }

        var got = new List<int>();
        for (int i = 0; i < Sizes.Length; i++)
        {
            got.Add(await sums.TakeAsync().Soon());
        }

        Assert.Equal(Sizes.Select((size, i) => Bytes(size, i).Sum(value => value)).Order(), got.Order());
    }

    [Theory]
    [InlineData(300_000)]
    [InlineData(2_000_000)]
    [InlineData(20_000_000)]
    public async Task Calls_ArrayChangedOnceTheyHaveBegun_SendItAsItWas(int size)
    {
        await using RemoteChannel<long> sums = await _head.CreateChannelAsync<long>(capacity: 10);
        await using RemoteChannel<byte[]> items = await _head.CreateChannelAsync<byte[]>(10, pid: 2);
        byte[] array = new byte[size];

        Task<long> call = Begin(1, () => _head.RemoteCallFetchAsync(2, Sum, array));
        await using Future<long> future = Begin(2, () => _head.RemoteCall(2, Sum, array));
        Task<Future<long>> ended = Begin(3, () => _head.RemoteCallWaitAsync(2, Sum, array));
        Begin(4, () =>
        {
            _head.RemoteDo(2, async (byte[] values, RemoteChannel<long> to) => await to.PutAsync(Sum(values)), array, sums);
            return 0;
        });
        Task put = Begin(5, () => items.PutAsync(array));
        Assert.Equal(1L * size, await call.Soon());
        Assert.Equal(2L * size, await future.FetchAsync().Soon());
        await using Future<long> third = await ended.Soon();
        Assert.Equal(3L * size, await third.FetchAsync().Soon());
        Assert.Equal(4L * size, await sums.TakeAsync().Soon());
        await put.Soon();
        Assert.Equal(5L * size, Sum(await items.TakeAsync().Soon()));

        T Begin<T>(byte value, Func<T> call)
        {
            Array.Fill(array, value);
            T begun = call();
            Array.Fill(array, (byte)99);
            return begun;
        }
    }

    [Fact]
    public async Task Answer_LargeResult_IsCopiedEvenIfNobodyReadsIt()
    {
        int seed = Random.Shared.Next();
        HandleContext head = _head.Handles();
        Payload call = head.Codec.EncodeCall(head.Peers.Get(2), new InvocationWithoutArguments<byte[]>(() => Bytes(1_000_000, seed)), default);
        head.Requests.Number(call);
        Payload answer = await (await processes.TestCluster[2].ExecutorAsync()).CallAsync(call).Soon();
        Assert.NotNull(answer.Pooled?.Late);
        await WaitExtensions.HoldsSoon(() => answer.Layout.ToArray().AsSpan().IndexOf(Bytes(1_000_000, seed)) >= 0);
    }

    [Fact]
    public async Task TakeManyAsync_LargeItems_ArriveAsTheyWere()
    {
        await using RemoteChannel<object> channel = await _head.CreateChannelAsync<object>(10, pid: 2);
        foreach (int size in Sizes)
        {
            await channel.PutAsync(Bytes(size, size)).Soon();
        }

        var taken = new List<object>();
        while (taken.Count < Sizes.Length)
        {
            taken.AddRange(await channel.TakeManyAsync(10).Soon());
        }

        Assert.Equal(Sizes, taken.Select(item => ((byte[])item).Length));
        Assert.All(taken, item => Assert.True(((byte[])item).AsSpan().SequenceEqual(Bytes(((byte[])item).Length, ((byte[])item).Length))));
    }

    [Fact]
    public async Task RemoteCallFetchAsync_LargeValueWithHandles_TheHandlesWork()
    {
        await using RemoteChannel<int> channel = await _head.CreateChannelAsync<int>(1, pid: 3);
        (byte[] Bytes, RemoteChannel<int> Channel) value = (Bytes(500_000, 1), channel);
        (byte[] back, RemoteChannel<int> handle) = await _head.RemoteCallFetchAsync(2, given => given, value).Soon();
        Assert.True(value.Bytes.AsSpan().SequenceEqual(back));
        await handle.PutAsync(4).Soon();
        Assert.Equal(4, await channel.TakeAsync().Soon());
    }

    [Fact]
    public async Task RemoteCallFetchAsync_MoreThanEnginesCarryByDefault_Arrives()
    {
        byte[] bytes = new byte[120 * 1024 * 1024];
        bytes[^1] = 7;
        (int length, byte last) = await _head.RemoteCallFetchAsync(2, values => (values.Length, values[^1]), bytes).Soon();
        Assert.Equal((bytes.Length, 7), (length, (int)last));
    }

    private static async Task AtOnceAsync(Func<int, int, Task> test) =>
        await Task.WhenAll(Enumerable.Range(0, 60).Select(seed => Task.Run(() => test(Sizes[seed % Sizes.Length], seed))));

    private static long Sum(byte[] values)
    {
        long sum = 0;
        foreach (byte value in values)
        {
            sum += value;
        }

        return sum;
    }

    private static byte[] Bytes(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
