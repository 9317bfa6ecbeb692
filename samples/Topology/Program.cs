// A line of three workers, of which each may talk to its neighbours only. The head may talk to all of them.

using Orleans.Distributed;
using Links = Orleans.Distributed.Topology;

await using ICluster cluster = await Cluster.StartAsync();
IReadOnlyList<int> line = await cluster.AddProcsAsync(3, new LocalOptions
{
    Topology = Links.Custom,
    Idents = [new("left"), new("middle", "left"), new("right", "middle")],
});

foreach (int from in line)
{
    IReadOnlyList<int> linked = await cluster.RemoteCallFetchAsync(from, () => Cluster.Current.LinkedProcs());
    Console.WriteLine($"worker {from} may talk to {string.Join(", ", linked)}");
}

// From the left to the middle, and from there to the right.
string way = await cluster.RemoteCallFetchAsync(2, () => Cluster.Current.RemoteCallFetchAsync(3, () => Cluster.Current.RemoteCallFetchAsync(
    4, () => $"process {Cluster.Current.MyId} was reached by its neighbour")));
Console.WriteLine(way);

// From the left to the right there is no link, and no connection.
try
{
    await cluster.RemoteCallFetchAsync(2, () => Cluster.Current.RemoteCallFetchAsync(4, () => "never"));
}
catch (RemoteException error) when (error.InnerException is TopologyException refused)
{
    Console.WriteLine($"refused: {refused.Message.Split(". Let")[0]}");
}

// A cluster has one topology at a time.
try
{
    await cluster.AddProcsAsync(1, new LocalOptions { Topology = Links.MasterWorker });
}
catch (InvalidOperationException error)
{
    Console.WriteLine($"refused: {error.Message}");
}

// When the workers are gone, another one can be chosen.
await cluster.RmProcsAsync(line);
IReadOnlyList<int> others = await cluster.AddProcsAsync(2, new LocalOptions { Topology = Links.MasterWorker });
Console.WriteLine($"workers {string.Join(", ", others)} are {cluster.GetTopology()}");
