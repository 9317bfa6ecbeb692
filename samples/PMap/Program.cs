// Maps items on worker processes: what fails is tried again, what goes on failing gets a result all the same, and a stream gives
// results as the items are done.
using Orleans.Distributed;

await using ICluster cluster = await Cluster.StartAsync();
await cluster.AddProcsAsync(3);

// The results come in the order of the items, whichever worker is done first.
int[] squares = await cluster.PMapAsync(Enumerable.Range(1, 10), x => x * x);
Console.WriteLine($"squares: {string.Join(' ', squares)}");

// Several sources: the function takes an item of each.
string[] dishes = await cluster.PMapAsync(["green", "red"], ["apples", "beans"], (color, thing) => $"{color} {thing}");
Console.WriteLine($"zipped: {string.Join(", ", dishes)}");

// The first attempt of each even item fails, and the item goes to whichever worker is free a little later.
var progress = new LastProgress();
var retrying = new PMapOptions
{
    RetryDelays = new ExponentialBackOff(count: 3, first: TimeSpan.FromMilliseconds(5)),
    RetryCheck = failure => failure.Original is IOException,
    Progress = progress,
};
await using RemoteChannel<HashSet<int>> seen = await cluster.CreateChannelAsync<HashSet<int>>(capacity: 1);
await seen.PutAsync([]);
int[] doubled = await cluster.PMapAsync(
    Enumerable.Range(1, 10),
    async x =>
    {
        HashSet<int> before = await seen.TakeAsync();
        bool isFirst = before.Add(x);
        await seen.PutAsync(before);
        return isFirst && int.IsEvenInteger(x) ? throw new IOException($"item {x} is not ready") : 2 * x;
    },
    retrying);
Console.WriteLine($"doubled: {string.Join(' ', doubled)}");
Console.WriteLine($"done {progress.Last.Done} of {progress.Last.Total}, failed {progress.Last.Failed}, retried {progress.Last.Retried}");

// What cannot be repaired gets a result of its own.
var handling = new PMapOptions<string> { OnError = failure => $"({failure.Original.GetType().Name})" };
string[] quotients = await cluster.PMapAsync([4, 2, 0, 1], x => $"{100 / x}", handling);
Console.WriteLine($"quotients: {string.Join(' ', quotients)}");

// Without that, the first item that fails ends the map; nothing runs on when the exception is here.
try
{
    await cluster.PMapAsync([4, 2, 0, 1], x => 100 / x);
}
catch (RemoteException error)
{
    Console.WriteLine($"failed: {error.RemoteTypeName}");
}

// A stream: the source may be endless, and leaving the loop ends the map.
await foreach (int prime in cluster.PMapStream(Numbers(), x => IsPrime(x) ? x : 0))
{
    if (prime > 0)
    {
        Console.WriteLine($"the first prime above a million: {prime}");
        break;
    }
}

static IEnumerable<int> Numbers()
{
    for (int x = 1_000_000; ; x++)
    {
        yield return x;
    }
}

static bool IsPrime(int x)
{
    for (int divisor = 2; divisor * divisor <= x; divisor++)
    {
        if (x % divisor == 0)
        {
            return false;
        }
    }

    return x > 1;
}

/// <summary>Remembers how far the map was when it told last.</summary>
internal sealed class LastProgress : IProgress<PMapProgress>
{
    public PMapProgress Last { get; private set; }

    public void Report(PMapProgress value) => Last = value;
}
