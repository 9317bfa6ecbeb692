// Four ways to stop a function that runs in another process, from the gentlest to the hardest. The processes live on.
using Orleans.Distributed;

await using ICluster cluster = await Cluster.StartAsync();
await cluster.AddProcsAsync(2);

// 1. A token: the caller gives the call up.
using (var giveUp = new CancellationTokenSource())
{
    Task call = cluster.RemoteCallFetchAsync(2, Sleep, giveUp.Token);
    giveUp.Cancel();
    await TellAsync("given up", call);
}

// 2. A deadline: the caller and the worker both keep the time.
await TellAsync("deadline", cluster.RemoteCallFetchAsync(2, Sleep, new CallOptions { Deadline = TimeSpan.FromMilliseconds(100), Name = "Sleep" }));

// 3. An interrupt: every function on a worker is cancelled, whoever has called it. Worker 3 goes on undisturbed.
await using (RemoteChannel<int> started = await cluster.CreateChannelAsync<int>(3))
{
    Task first = cluster.RemoteCallFetchAsync(2, SleepAfterStart, started);
    Task second = cluster.RemoteCallFetchAsync(2, SleepAfterStart, started);
    Task<int> elsewhere = cluster.RemoteCallFetchAsync(3, () => 6 * 7);
    await started.TakeAsync();
    await started.TakeAsync();
    await cluster.InterruptAsync(2);
    await TellAsync("interrupted, first", first);
    await TellAsync("interrupted, second", second);
    await TellAsync("elsewhere", elsewhere);
}

// 4. An abort: this function never looks at a token.
await using (RemoteChannel<int> started = await cluster.CreateChannelAsync<int>())
{
    Task stuck = cluster.RemoteCallFetchAsync(2, Spin, started);
    await started.TakeAsync();
    await cluster.InterruptAsync(2, InterruptMode.Abort);
    await TellAsync("aborted", stuck);
}

Console.WriteLine($"still there: {string.Join(", ", cluster.Workers)}");
Console.WriteLine($"worker 2 computes: {await cluster.RemoteCallFetchAsync(2, () => 1 + 1)}");

static Task Sleep(CancellationToken token) => Task.Delay(Timeout.Infinite, token);

static async Task SleepAfterStart(RemoteChannel<int> started, CancellationToken token)
{
    await started.PutAsync(1, token);
    await Task.Delay(Timeout.Infinite, token);
}

static void Spin(RemoteChannel<int> started)
{
    started.PutAsync(1).GetAwaiter().GetResult();
    while (true)
    {
        Thread.SpinWait(1000);
    }
}

static async Task TellAsync(string what, Task call)
{
    try
    {
        await call;
        Console.WriteLine($"{what}: {(call is Task<int> result ? result.Result : "done")}");
    }
    catch (Exception e)
    {
        Console.WriteLine($"{what}: {e.GetType().Name}{(e.InnerException is { } inner ? $" around {inner.GetType().Name}" : "")}");
    }
}
