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

    private static byte[] Bytes(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
