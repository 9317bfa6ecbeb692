using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Calls;

/// <summary>Many messages and large ones.</summary>
[Collection(nameof(FourWorkers))]
public sealed class ThroughputTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Spec", "J-095")]
    public async Task RemoteCallFetchAsync_MillionNumbers_ComeBackEqual()
    {
        int[] numbers = [.. Enumerable.Range(0, 1_000_000)];

        Assert.Equal(numbers, await Head.RemoteCallFetchAsync(cluster.Workers[0], Echo, numbers).InTimeAsync());
    }

    [Fact]
    [Trait("Spec", "J-097")]
    public async Task RemoteCallFetchAsync_TenThousandInSequence_AllAnswer()
    {
        int pid = cluster.Workers[1];
        for (int i = 0; i < 10_000; i++)
        {
            Assert.Equal(pid, await Head.RemoteCallFetchAsync(pid, static () => Cluster.Current.MyId).InTimeAsync());
        }
    }

    [Fact]
    [Trait("Spec", "J-098")]
    public async Task RemoteCallFetchAsync_LargeArraysFromManyCallers_ArriveIntact()
    {
        int pid = cluster.Workers[2];
        Task[] callers = [.. Enumerable.Range(0, 10).Select(caller => Task.Run(() => CallAsync(caller)))];

        await Task.WhenAll(callers).InTimeAsync();

        async Task CallAsync(int caller)
        {
            for (int i = 0; i < 10; i++)
            {
                double[] values = new double[200_000];
                new Random((caller * 10) + i).NextBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
                double[] back = await Head.RemoteCallFetchAsync(pid, Echo, values);
                Assert.True(Bits(values).SequenceEqual(Bits(back)), $"Array {i} of caller {caller} came back changed.");
            }
        }

        static ReadOnlySpan<byte> Bits(double[] values) => System.Runtime.InteropServices.MemoryMarshal.AsBytes<double>(values);
    }

    private static T[] Echo<T>(T[] values) => values;
}
