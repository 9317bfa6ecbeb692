// Channels: queues that one process owns and all may use.
using System.Threading.Channels;
using Orleans.Distributed;
using Orleans.Distributed.Samples.Channels;

await using ICluster cluster = await Cluster.StartAsync();
IReadOnlyList<int> workers = await cluster.AddProcsAsync(2);

// One worker produces into a channel that the head owns; a full channel makes it wait.
RemoteChannel<int> numbers = await cluster.CreateChannelAsync<int>(capacity: 10);
cluster.RemoteDo(
    workers[0],
    async (RemoteChannel<int> channel) =>
    {
        for (int i = 1; i <= 100; i++)
        {
            await channel.PutAsync(i);
        }

        await channel.CloseAsync();
    },
    numbers);
int sum = 0;
await foreach (int number in numbers)
{
    sum += number;
}

Console.WriteLine($"the sum of what the worker sent is {sum}");

// Many items in one message, and items that are asked for ahead: those that are not used go back.
RemoteChannel<int> queue = await cluster.CreateChannelAsync<int>(RemoteChannel.Unbounded, workers[0]);
await queue.PutManyAsync(Enumerable.Range(0, 1000));
await foreach (int item in queue.ReadAllAsync(credit: 100))
{
    if (item == 4)
    {
        break;
    }
}

Console.WriteLine($"the next one is {await queue.TakeAsync()}, and then come {(await queue.TakeManyAsync(5000)).Count} more");

// A channel that a factory makes at its owner: here one that keeps the latest two items.
RemoteChannel<string> news = await cluster.CreateChannelAsync(
    workers[1], () => Channel.CreateBounded<string>(new BoundedChannelOptions(2) { FullMode = BoundedChannelFullMode.DropOldest }));
await news.PutManyAsync(["Monday", "Tuesday", "Wednesday"]);
Console.WriteLine($"the latest news: {string.Join(", ", await news.TakeManyAsync(10))}");

// And one of a kind of its own.
RemoteChannel<string> words = await cluster.CreateChannelAsync(workers[1], () => new LongestFirst());
await words.PutManyAsync(["a", "channel", "of", "words"]);
Console.WriteLine($"longest first: {string.Join(", ", await words.TakeManyAsync(10))}");

// Whichever has something first; nothing is taken from the others.
Future<double> future = cluster.CreateFuture<double>(workers[0]);
RemoteChannel<string> texts = await cluster.CreateChannelAsync<string>(1, workers[1]);
Task<string> selecting = RemoteChannel.SelectAsync(
    [queue.OnTake(n => $"the number {n}"), texts.OnTake(t => $"the text '{t}'"), future.OnFetch(d => $"the future's {d}")]);
await texts.PutAsync("hello");
Console.WriteLine($"selected: {await selecting}");

// A channel bound to a process ends with it, and says so to those who wait.
RemoteChannel<int> results = await cluster.CreateChannelAsync<int>();
await results.BindToAsync(workers[1]);
Task<int> waiting = results.TakeAsync();
await cluster.RmProcsAsync([workers[1]]);
try
{
    await waiting;
}
catch (ChannelClosedException e)
{
    Console.WriteLine($"closed, because process {((ProcessExitedException)e.InnerException!).Pid} is gone");
}
