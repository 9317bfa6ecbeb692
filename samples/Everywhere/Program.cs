// Runs functions on every process, also on those that join later, and keeps values there under names.
using Orleans.Distributed;

await using ICluster cluster = await Cluster.StartAsync();
await cluster.AddProcsAsync(2);

// Every process gets a table of its own, and so does every process that joins later, before anybody can give it work.
EverywhereRegistration loading = await cluster.EverywhereAsync(
    () => Cluster.Current.Globals.Set("squares", Enumerable.Range(0, 10).Select(i => i * i).ToArray()), forFuture: true);
await cluster.AddProcsAsync(1);
foreach (int pid in cluster.Procs)
{
    Console.WriteLine($"process {pid} knows that 7 x 7 = {await cluster.RemoteCallFetchAsync(pid, () => Cluster.Current.Globals.Get<int[]>("squares")[7])}");
}

// On some processes, with their results in the order of the list. A process that is listed twice runs the function twice.
int[] who = await cluster.EverywhereAsync([4, 2, 4], () => Cluster.Current.MyId);
Console.WriteLine($"ran on {string.Join(", ", who)}");

// What fails on some processes is told together, in the order of the list; the others have run it.
try
{
    await cluster.EverywhereAsync([2, 3, 4], () =>
    {
        if (Cluster.Current.MyId != 3)
        {
            throw new InvalidOperationException($"{Cluster.Current.MyId} is no prime");
        }
    });
}
catch (AggregateException failures)
{
    foreach (RemoteException failure in failures.InnerExceptions.Cast<RemoteException>())
    {
        Console.WriteLine($"process {failure.Pid}: {failure.RemoteMessage}");
    }
}

// Values under names: on the workers by default.
await cluster.Globals.SetAsync("greeting", "hello");
Console.WriteLine($"worker 2 says {await cluster.RemoteCallFetchAsync(2, () => Cluster.Current.Globals.Get<string>("greeting"))}");
await cluster.Globals.ClearAsync(["greeting", "squares"]);
int[] left = await cluster.EverywhereAsync(cluster.Procs, () => Cluster.Current.Globals.Names.Count);
Console.WriteLine($"names left: {string.Join(", ", left)}");

// Taken back, it is not run by processes that join from now on.
await loading.DisposeAsync();
await cluster.AddProcsAsync(1);
Console.WriteLine($"process 5 has the table: {await cluster.RemoteCallFetchAsync(5, () => Cluster.Current.Globals.TryGet("squares", out int[]? _))}");
