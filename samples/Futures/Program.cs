// Futures: results that stay where they were made until somebody wants them.
using Orleans.Distributed;

await using ICluster cluster = await Cluster.StartAsync();
IReadOnlyList<int> workers = await cluster.AddProcsAsync(2);

// A call returns at once; its result stays at the worker, here a table of a million numbers.
Future<int[]> table = cluster.RemoteCall(workers[0], () => Enumerable.Range(0, 1_000_000).Select(i => i % 1000).ToArray());
Console.WriteLine($"the table is owned by process {table.Where}");

// Only the element travels; then only the sum; then the table itself.
Console.WriteLine($"element 123,456 is {await table.FetchAsync(t => t[123_456])}");
Console.WriteLine($"the sum is {await table.FetchAsync(t => t.Sum(x => (long)x))}");
Console.WriteLine($"its owner keeps it: {await cluster.Diagnostics.FindAsync(table) is not null}");
Console.WriteLine($"it has {(await table).Length} numbers");
Console.WriteLine($"its owner keeps it: {await cluster.Diagnostics.FindAsync(table) is not null}");

// A future may be handed on: the other worker fetches it from its owner.
Future<int> parts = cluster.RemoteCall(workers[0], () => 6);
int product = await cluster.RemoteCallFetchAsync(workers[1], async (Future<int> f) => await f * 7, parts);
Console.WriteLine($"six times seven is {product}");

// One without a function is set once, by anybody.
Future<string> greeting = cluster.CreateFuture<string>(workers[1]);
cluster.RemoteDo(workers[0], (Future<string> g) => g.PutAsync($"hello from process {Cluster.Current.MyId}"), greeting);
Console.WriteLine(await greeting);
try
{
    await greeting.PutAsync("another greeting");
}
catch (InvalidOperationException e)
{
    Console.WriteLine(e.Message.Split('.')[0]);
}

// Several, each when it is done. The one that waits for the others is last.
Future<int> first = cluster.RemoteCall(workers[0], () => 1);
Future<int> second = cluster.RemoteCall(workers[1], async (Future<int> f) => 1 + await f, first);
Future<int> third = cluster.RemoteCall(workers[0], async (Future<int> f) => 1 + await f, second);
var completed = new List<int>();
await foreach (Future<int> future in Future.AsCompleted([third, second, first]))
{
    completed.Add(await future);
}

Console.WriteLine($"all completed: {string.Join(", ", completed.Order())}");

// A failure is kept like a value, and comes out the same way each time.
Future<int> failed = cluster.RemoteCall(workers[0], int () => throw new FormatException("not a number"));
for (int i = 0; i < 2; i++)
{
    try
    {
        await failed;
    }
    catch (RemoteException e)
    {
        Console.WriteLine($"process {e.Pid} failed with {e.InnerException!.GetType().Name}: {e.RemoteMessage}");
    }
}
