// Shares workers: leases, waiting, a pool that another process uses, and functions that are sent once.
using Orleans.Distributed;

await using ICluster cluster = await Cluster.StartAsync();
await cluster.AddProcsAsync(3);

// A pool of two of the three workers. Every call takes a pool in place of a pid: it waits until one is free, and has that one alone.
var pool = new WorkerPool(cluster, [2, 3]);
int[] ran = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => cluster.RemoteCallFetchAsync(pool, () => Cluster.Current.MyId)));
Console.WriteLine($"six calls ran on {string.Join(" and ", ran.Distinct().Order())}");

// A lease is a worker for as long as one likes.
await using (WorkerLease first = await pool.LeaseAsync())
await using (WorkerLease second = await pool.LeaseAsync())
{
    Console.WriteLine($"leased {Math.Min(first.Pid, second.Pid)} and {Math.Max(first.Pid, second.Pid)}; another one is free: {await pool.IsReadyAsync()}");

    // A pool that grows serves those who wait.
    Task waiting = pool.WaitAsync().AsTask();
    await pool.AddAsync(4);
    await waiting;
    Console.WriteLine($"worker 4 was added; one is free: {await pool.IsReadyAsync()}");
}

// A pool that is sent is the same pool: a worker asks this process for a lease, and when the worker is gone the lease ends.
var shared = new WorkerPool(cluster, [2]);
int held = await cluster.RemoteCallFetchAsync(4, async () => (await shared.LeaseAsync()).Pid);
Console.WriteLine($"worker 4 holds {held}; it is free: {await shared.IsReadyAsync()}");
await cluster.RmProcsAsync([4]);
await shared.WaitAsync();
Console.WriteLine($"worker 4 is gone; {held} is free: {await shared.IsReadyAsync()}");

// A caching pool sends a function, with all it captures, once to each worker.
var caching = new CachingPool(cluster, [2, 3]);
double[] table = [.. Enumerable.Range(0, 100_000).Select(i => Math.Sqrt(i))];
Func<int, double> lookUp = i => table[i];
Console.WriteLine($"the roots add up to {(await Task.WhenAll(Enumerable.Range(1, 4).Select(i => cluster.RemoteCallFetchAsync(caching, lookUp, i * i)))).Sum()}");
table[1] = 1_000;
Console.WriteLine($"what it captured is frozen there: {await cluster.RemoteCallFetchAsync(caching, lookUp, 1)}");
await caching.ClearAsync();
Console.WriteLine($"until the pool is cleared: {await cluster.RemoteCallFetchAsync(caching, lookUp, 1)}");

// The default pool is one for the whole cluster.
WorkerPool standard = cluster.DefaultWorkerPool;
await cluster.RemoteCallFetchAsync(2, async () => await Cluster.Current.DefaultWorkerPool.TakeAsync());
await standard.TakeAsync();
Console.WriteLine($"worker 2 took one and the head the other; one is free: {await standard.IsReadyAsync()}");
