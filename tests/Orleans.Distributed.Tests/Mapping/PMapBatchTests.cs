using Orleans.Distributed.Serialization;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Mapping;

/// <summary>That items travel together must not be seen by anybody.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class PMapBatchTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(16)]
    public async Task UnsendableItem_OnlyThatOneFails(int? batchSize)
    {
        object[] items = [.. Enumerable.Range(0, 200)];
        items[150] = new Thread(() => { });
        var failed = new List<long>();
        var options = new PMapOptions<int>
        {
            BatchSize = batchSize,
            OnError = failure =>
            {
                Assert.IsType<UnsendableValueException>(failure.Original);
                failed.Add(failure.Index);
                return -1;
            },
        };
        int[] results = await _head.PMapAsync(items, x => (int)x * 2, options).Soon();
        Assert.Equal(Enumerable.Range(0, 200).Select(x => x == 150 ? -1 : x * 2), results);
        Assert.Equal([150L], failed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(16)]
    public async Task UnsendableResult_OnlyThatOneFailsAndNothingRunsTwice(int? batchSize)
    {
        using var runs = new Notes<int>();
        var failed = new List<long>();
        var options = new PMapOptions<object>
        {
            BatchSize = batchSize,
            OnError = failure =>
            {
                failed.Add(failure.Index);
                return "replaced";
            },
        };
        object[] results = await _head.PMapAsync(
            Enumerable.Range(0, 200),
            object (x) =>
            {
                runs.Add(x);
                return x == 150 ? new Thread(() => { }) : x;
            },
            options).Soon();
        Assert.Equal(Enumerable.Range(0, 200).Select(object (x) => x == 150 ? "replaced" : x), results);
        Assert.Equal([150L], failed);
        Assert.Equal(Enumerable.Range(0, 200), runs.All.Order());
    }

    [Fact]
    public async Task UnsendableFunction_FailsAndSaysWhatCannotBeSent()
    {
        ICluster head = _head;
        var thread = new Thread(() => { });
        UnsendableValueException error = await Assert.ThrowsAsync<UnsendableValueException>(
            () => head.PMapAsync(Enumerable.Range(0, 100), x => thread.IsAlive ? x : -x).Soon());
        Assert.Contains("captured variable 'thread'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CapturedData_OnePerWorker()
    {
        using var seen = new Notes<(int Pid, int[] Data)>();
        int[] data = new int[1000];
        await _head.PMapAsync(
            Enumerable.Range(0, 200),
            x =>
            {
                seen.Add((Cluster.Current.MyId, data));
                return x;
            },
            new PMapOptions { BatchSize = 3 }).Soon();
        IEnumerable<IGrouping<int, int[]>> byWorker = seen.All.GroupBy(note => note.Pid, note => note.Data);
        Assert.All(byWorker, worker => Assert.Single(worker.Distinct(ReferenceEqualityComparer.Instance)));
        Assert.DoesNotContain(seen.All, note => ReferenceEquals(note.Data, data));
    }

    [Fact]
    public async Task CapturedData_ReleasedAtTheEnd()
    {
        int[] owned = [.. _head.Workers.Select(pid => processes.TestCluster[pid].OwnedCount())];
        await _head.PMapAsync(Enumerable.Range(0, 50), Adding(new int[1000])).Soon();
        await WaitExtensions.HoldsSoon(() => _head.Workers.Zip(owned).All(worker => processes.TestCluster[worker.First].OwnedCount() <= worker.Second));

        static Func<int, int> Adding(int[] data) => x => x + data.Length;
    }

    [Fact]
    public async Task AutomaticSize_MillionItems_FewBatchesAndAllResults()
    {
        int[] results = await _head.PMapAsync(Enumerable.Range(0, 1_000_000), x => x + 1).Soon();
        Assert.Equal(1_000_000, results.Length);
        for (int i = 0; i < results.Length; i++)
        {
            Assert.Equal(i + 1, results[i]);
        }
    }

    [Fact]
    public async Task AutomaticSize_ItemBlocksAmongShortOnes_OthersDoTheRest()
    {
        // The first of two thousand waits for the last one, which may have been sent with it.
        using var last = new Gate();
        int[] results = await _head.PMapAsync(Enumerable.Range(0, 2_000).Where(_ => true), async x =>
        {
            if (x == 1_000)
            {
                await last.ArrivedAsync();
            }
            else if (x == 1_999)
            {
                last.Arrive();
            }

            return x;
        }).Soon();
        Assert.Equal(Enumerable.Range(0, 2_000), results);
    }
}
