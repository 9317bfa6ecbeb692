// Shares out the iterations of loops among worker processes, and folds what they return.
using System.Globalization;
using Orleans.Distributed;

await using ICluster cluster = await Cluster.StartAsync();
await cluster.AddProcsAsync(3);

// Each worker gets a run of neighbouring indices and sums its own; this process sums the three sums.
long sum = await cluster.DistributedReduceAsync(new LoopRange(1, 1_000_001), i => i, (a, b) => a + b);
Console.WriteLine($"1 + 2 + ... + 1000000 = {sum}");

// The runs are as equal as can be, the first ones longer by one; the order of the indices stays.
string shares = await cluster.DistributedReduceAsync(0..10, i => $"{Cluster.Current.MyId}:{i}", (a, b) => $"{a} {b}");
Console.WriteLine($"worker:index {shares}");

// A loop without a result ends when all iterations are done. What it does there stays there, so results go through a channel.
await using RemoteChannel<int> squares = await cluster.CreateChannelAsync<int>(capacity: 10);
await cluster.DistributedForAsync(0..10, async i => await squares.PutAsync(i * i));
var taken = new List<int>();
while (await squares.TryTakeAsync() is (true, var square))
{
    taken.Add(square);
}

Console.WriteLine($"squares: {string.Join(' ', taken.Order())}");

// The items of a list: a worker gets only its own. Nothing to fold is an error, unless there is a seed.
string[] words = ["distributed", "loops", "share", "out", "iterations"];
int letters = await cluster.DistributedReduceAsync(words, word => word.Length, (a, b) => a + b, 0);
Console.WriteLine($"letters: {letters}");
Console.WriteLine($"letters of nothing: {await cluster.DistributedReduceAsync(Array.Empty<string>(), word => word.Length, (a, b) => a + b, 0)}");

// Iterations that take very different times: whoever is free gets the next ones.
double area = await cluster.DistributedReduceAsync(
    0..1000, row => RowOfDisk(row, 1000), (a, b) => a + b, new LoopOptions { Schedule = LoopSchedule.Dynamic });
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"pi is about {4 * area:0.00}"));

// The first iteration that fails ends the loop.
try
{
    await cluster.DistributedForAsync(0..10, i => _ = 10 / (i - 7));
}
catch (RemoteException error)
{
    Console.WriteLine($"failed: {error.RemoteTypeName} on worker {error.Pid}");
}

// How much of a row of a quarter of a square is inside of the disk.
static double RowOfDisk(int row, int rows)
{
    int inside = 0;
    double y = (row + 0.5) / rows;
    for (int column = 0; column < rows; column++)
    {
        double x = (column + 0.5) / rows;
        inside += (x * x) + (y * y) < 1 ? 1 : 0;
    }

    return (double)inside / rows / rows;
}
