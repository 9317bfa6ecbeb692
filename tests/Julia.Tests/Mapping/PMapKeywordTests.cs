using System.Globalization;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Mapping;

/// <summary>Every combination of the options of <c>pmap</c>, over 1 to 100.</summary>
[Collection(nameof(FourWorkers))]
public sealed class PMapKeywordTests(FourWorkers cluster)
{
    public static TheoryData<bool, int?, bool, bool, bool> Combinations()
    {
        var all = new TheoryData<bool, int?, bool, bool, bool>();
        for (int bits = 0; bits < 32; bits++)
        {
            all.Add((bits & 16) == 0, (bits & 8) == 0 ? null : 2, (bits & 4) != 0, (bits & 2) != 0, (bits & 1) != 0);
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    [Trait("Spec", "J-138")]
    [Trait("Spec", "J-139")]
    [Trait("Spec", "J-140")]
    [Trait("Spec", "J-141")]
    [Trait("Spec", "J-142")]
    [Trait("Spec", "J-144")]
    [Trait("Spec", "J-145")]
    [Trait("Spec", "J-146")]
    [Trait("Spec", "J-147")]
    [Trait("Spec", "J-148")]
    [Trait("Spec", "J-149")]
    [Trait("Spec", "J-153")]
    [Trait("Spec", "J-154")]
    [Trait("Spec", "J-156")]
    [Trait("Spec", "J-157")]
    [Trait("Spec", "J-158")]
    [Trait("Spec", "J-159")]
    [Trait("Spec", "J-160")]
    [Trait("Spec", "J-162")]
    [Trait("Spec", "J-163")]
    [Trait("Spec", "J-165")]
    [Trait("Spec", "J-166")]
    [Trait("Spec", "J-167")]
    public async Task PMapAsync_Keywords_AsInJulia(bool isDistributed, int? batchSize, bool handles, bool retries, bool checks)
    {
        bool failsOnEvenPids = retries;
        bool failsOnEvenItems = handles && !retries;
        var options = new PMapOptions<object> { Distributed = isDistributed, BatchSize = batchSize };
        if (handles)
        {
            // With retries the handler passes the failure on, so that they get to see it.
            options.OnError = failure => failure.Original.Message == "foobar" && !retries ? true : throw failure.Original;
        }

        if (retries)
        {
            options.RetryDelays = Enumerable.Repeat(TimeSpan.FromMilliseconds(1), 1000);
        }

        if (checks)
        {
            options.RetryCheck = failure => failure.Original is FormatException { Message: "foobar" };
        }

        object[] results = await cluster.Head.PMapAsync(
            Enumerable.Range(1, 100),
            object (x) =>
            {
                int pid = Cluster.Current.MyId;
                return (failsOnEvenPids && int.IsEvenInteger(pid)) || (failsOnEvenItems && int.IsEvenInteger(x))
                    ? throw new FormatException("foobar")
                    : (x * 2, pid);
            },
            options).InTimeAsync();

        Assert.Equal(100, results.Length);
        var pids = new HashSet<int>();
        for (int x = 1; x <= 100; x++)
        {
            if (failsOnEvenItems && int.IsEvenInteger(x))
            {
                Assert.Equal(true, results[x - 1]);
                continue;
            }

            (int doubled, int pid) = Assert.IsType<ValueTuple<int, int>>(results[x - 1]);
            Assert.Equal(2 * x, doubled);
            pids.Add(pid);
        }

        int[] allowed = isDistributed ? [.. cluster.Workers.Where(pid => !failsOnEvenPids || int.IsOddInteger(pid))] : [1];
        if (failsOnEvenItems)
        {
            Assert.Subset(allowed.ToHashSet(), pids);
        }
        else
        {
            Assert.Equal(allowed, pids.Order());
        }
    }

    /// <summary>In the combinations above the check agrees each time, so that they would pass if nobody asked it.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task PMapAsync_CheckRefuses_ItemRunsOnce(int? batchSize)
    {
        await using RemoteChannel<int> ran = await cluster.Head.CreateChannelAsync<int>(100).InTimeAsync();
        int asked = 0;
        var options = new PMapOptions<int>
        {
            BatchSize = batchSize,
            OnError = failure => throw failure.Original,
            RetryDelays = Enumerable.Repeat(TimeSpan.FromMilliseconds(1), 1000),
            RetryCheck = failure =>
            {
                Interlocked.Increment(ref asked);
                return failure.Original.Message != "foobar";
            },
        };

        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => cluster.Head.PMapAsync(
            Enumerable.Range(1, 100),
            async x =>
            {
                if (x == 27)
                {
                    await ran.PutAsync(x);
                    throw new FormatException("foobar");
                }

                return x;
            },
            options).InTimeAsync());

        Assert.Equal("foobar", error.InnerException?.Message);
        Assert.Equal(1, asked);
        Assert.Equal(27, await ran.TakeAsync().InTimeAsync());
        Assert.True(await ran.IsEmptyAsync().InTimeAsync());
    }

    [Fact]
    [Trait("Spec", "J-186")]
    public async Task PMapAsync_OneItemFails_UnwrapsToTheOriginalMessage()
    {
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => cluster.Head.PMapAsync(
            Enumerable.Range(1, 100), x => x == 27 ? throw new FormatException("foobar") : x).InTimeAsync());
        Assert.Equal("foobar", Assert.IsType<FormatException>(error.InnerException).Message);
        Assert.Contains(error.Pid, cluster.Workers);
    }

    [Fact]
    [Trait("Spec", "J-344")]
    public async Task PMapAsync_FunctionAwaitsAFailingTask_RemoteException()
    {
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => cluster.Head.PMapAsync(
            ["ruled out"], async text => await Task.Run(() => int.Parse(text, CultureInfo.InvariantCulture))).InTimeAsync());
        Assert.IsType<FormatException>(error.InnerException);
    }
}
