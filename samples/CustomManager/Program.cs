// Workers that a shell starts, by a cluster manager of this program's own.

using CustomManager;
using Orleans.Distributed;

if (args is ["worker"])
{
    return await ShellWorker.MainAsync();
}

var manager = new ShellManager("nice -n 5");
await using (ICluster cluster = await Cluster.StartAsync())
{
    await cluster.AddProcsAsync(manager, 3, new AddProcsOptions { EnvironmentVariables = { ["GREETING"] = "hello" } });
    foreach (int pid in cluster.Workers)
    {
        string greeting = await cluster.RemoteCallFetchAsync(pid, () => $"{Environment.GetEnvironmentVariable("GREETING")} from worker {Cluster.Current.MyId}");
        Console.WriteLine(greeting);
    }

    int[] squares = await cluster.PMapAsync(Enumerable.Range(1, 10), x => x * x);
    Console.WriteLine(string.Join(' ', squares));

    await cluster.RmProcsAsync([3]);
    Console.WriteLine($"left: {string.Join(", ", cluster.Workers)}");
}

// What the manager was told: of each worker, that it has joined, that it has left, and that its process has ended.
foreach (string line in manager.Diary)
{
    Console.WriteLine(line);
}

return 0;
