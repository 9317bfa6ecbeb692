using Orleans.Distributed;

await using ICluster cluster = await Cluster.StartAsync();         // this process becomes pid 1, the head
await cluster.AddProcsAsync(4);                                    // four worker processes, pids 2..5
int[] squares = await cluster.PMapAsync(Enumerable.Range(1, 10), x => x * x);
Future<int> who = cluster.SpawnAt(3, () => Cluster.Current.MyId);  // runs in process 3

Console.WriteLine($"The squares are {string.Join(", ", squares)}.");
Console.WriteLine($"Process {await who} answered. The processes are {string.Join(", ", cluster.Procs)}.");

// What a lambda captures is taken along, and what it throws comes back.
string name = "world";
Console.WriteLine(await cluster.RemoteCallFetchAsync(5, () => $"Hello, {name}, from process {Cluster.Current.MyId}."));
try
{
    await cluster.RemoteCallFetchAsync(2, int.Parse, name);
}
catch (RemoteException e)
{
    Console.WriteLine(e.Message);
}
