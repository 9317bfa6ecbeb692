using System.Runtime.CompilerServices;
using Orleans.Distributed.Julia.Support;
using LongName = System.Collections.Generic.Dictionary<
    System.Collections.Generic.List<(System.DateTime, System.DateTime)>,
    System.Collections.Generic.Dictionary<System.DateTimeOffset, System.Collections.Generic.List<System.Globalization.CultureInfo>>>;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>Transfers are slow: julia#9992, #14106, #48938, #16508. The figures are those of the benchmarks; this is what they rest on.</summary>
[Collection(nameof(FourWorkers))]
public sealed class TransferAsks(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    /// <summary>Big values do not hold small calls to the same process up.</summary>
    [Fact]
    [Trait("Ask", "17")]
    public async Task Julia9992_BigValuesUnderWay_SmallCallsPassThem()
    {
        int pid = cluster.Workers[0];
        byte[] big = new byte[64 << 20];
        big[^1] = 1;

        Task<byte[]> echo = Head.RemoteCallFetchAsync(pid, values => values, big);
        int passed = 0;
        while (!echo.IsCompleted && passed < 10_000)
        {
            Assert.Equal(pid, await Head.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId).InTimeAsync());
            passed++;
        }

        byte[] back = await echo.InTimeAsync();
        Assert.True(big.AsSpan().SequenceEqual(back));
        Assert.True(passed > 1, "No call came through while the big value was under way.");
    }

    /// <summary>Composites travel as blocks where their layout allows: a million of them, there and back, in no more bytes than they have.</summary>
    [Fact]
    [Trait("Ask", "17")]
    public async Task Julia14106_ManyComposites_TravelAsBlocks()
    {
        using var bytes = new SocketBytes();
        (long sent, long received) = await bytes.ReadAsync();
        Sample[] samples = [.. Enumerable.Range(0, 1_000_000).Select(i => new Sample(i, i * 0.25f, i * 0.5))];

        Sample[] back = await Head.RemoteCallFetchAsync(cluster.Workers[1], values => values, samples).InTimeAsync();

        Assert.True(samples.AsSpan().SequenceEqual(back));
        (long sentAfter, long receivedAfter) = await bytes.ReadAsync();
        long size = (long)samples.Length * Unsafe.SizeOf<Sample>();
        Assert.InRange(sentAfter - sent, size, size + (size / 50));
        Assert.InRange(receivedAfter - received, size, size + (size / 50));
    }

    /// <summary>Functions travel once for each link, and by number from then on: many calls of a closure with little in it and a long name.</summary>
    [Fact]
    [Trait("Ask", "17")]
    public async Task Julia16508_ManyClosures_TheirNamesTravelOnce()
    {
        const int Calls = 5_000;
        int pid = cluster.Workers[2];
        int nameLength = typeof(LongName).AssemblyQualifiedName!.Length;
        Assert.True(nameLength > 1_000);
        Assert.Equal(2, await Head.RemoteCallFetchAsync(pid, Double<LongName>(1)).InTimeAsync());
        using var bytes = new SocketBytes();
        long before = (await bytes.ReadAsync()).Sent;

        int[] results = await Task.WhenAll(
            Enumerable.Range(0, Calls).Select(i => Head.RemoteCallFetchAsync(pid, Double<LongName>(i)))).InTimeAsync();

        Assert.Equal(Enumerable.Range(0, Calls).Select(i => i * 2), results);
        long sent = (await bytes.ReadAsync()).Sent - before;
        Assert.InRange(sent / Calls, 1, nameLength / 2);
    }

    /// <summary>A closure whose class has a type argument with a long name.</summary>
    private static Func<int> Double<T>(int value) => () => default(T) is null ? value * 2 : 0;

    /// <summary>Without gaps in its layout. What has gaps travels member by member, in fewer bytes.</summary>
    private readonly record struct Sample(int Number, float Weight, double Value);
}
