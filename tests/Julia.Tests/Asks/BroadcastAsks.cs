using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>The same big data is sent again for every call: julia#33892, #21946, #28949 and others.</summary>
[Collection(nameof(FourWorkers))]
public sealed class BroadcastAsks(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    /// <summary>A map sends what its function captures to each worker once.</summary>
    [Fact]
    [Trait("Ask", "5")]
    public async Task Julia33892_MapOverCapturedData_EachWorkerReceivesItOnce()
    {
        var data = new BigData();

        (int Pid, int Received)[] seen = await Head.PMapAsync(
            Enumerable.Range(0, 200), _ => (Cluster.Current.MyId, data.CountCopies())).InTimeAsync();

        AssertOnce(seen);
    }

    /// <summary>A caching pool does the same for single calls.</summary>
    [Fact]
    [Trait("Ask", "5")]
    public async Task Julia21946_CallsThroughACachingPool_EachWorkerReceivesTheDataOnce()
    {
        var data = new BigData();
        var pool = new CachingPool(Head, cluster.Workers);
        Func<(int Pid, int Received)> look = () => (Cluster.Current.MyId, data.CountCopies());

        (int Pid, int Received)[] seen =
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Head.RemoteCallFetchAsync(CallTarget.From(pool), look))).InTimeAsync();

        AssertOnce(seen);
        await pool.ClearAsync().InTimeAsync();
    }

    private static void AssertOnce((int Pid, int Received)[] seen)
    {
        Assert.True(seen.Select(s => s.Pid).Distinct().Count() > 1, "Only one worker took part.");
        Assert.All(seen, s => Assert.Equal(1, s.Received));
    }

    /// <summary>Big data with a name.</summary>
    private sealed record BigData(Guid Name, double[] Values)
    {
        private static readonly Dictionary<Guid, HashSet<double[]>> Received = [];

        public BigData()
            : this(Guid.NewGuid(), new double[100_000])
        {
        }

        /// <summary>How many copies of it this process was sent. They are kept: otherwise a later copy could lie where an earlier one was.</summary>
        public int CountCopies()
        {
            lock (Received)
            {
                if (!Received.TryGetValue(Name, out HashSet<double[]>? copies))
                {
                    Received.Add(Name, copies = new HashSet<double[]>(ReferenceEqualityComparer.Instance));
                }

                copies.Add(Values);
                return copies.Count;
            }
        }
    }
}
