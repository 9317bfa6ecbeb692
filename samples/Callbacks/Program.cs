// Prepares each worker when it has joined, keeps a status for it, and notes how it leaves: by removal and by death.

using Orleans.Distributed;

await using ICluster cluster = await Cluster.StartAsync();
var diary = new Diary();
var dead = new TaskCompletionSource();

cluster.AddWorkerStartingCallback((_, options) =>
{
    diary.Write("before a launch");

    // What a callback writes here holds for the workers that are about to start.
    options.EnvironmentVariables["GREETING"] = "hello";
});

cluster.AddWorkerStartedCallback(async pid =>
{
    // The callback runs at the head; this call runs on the new worker, before AddProcsAsync returns.
    string? greeting = await cluster.RemoteCallFetchAsync(pid, () => Environment.GetEnvironmentVariable("GREETING"));
    await cluster.SetStatusAsync($"prepared with {greeting}", pid);
});

WorkerCallback goodbye = cluster.AddWorkerExitingCallback(
    pid => diary.Write($"worker {pid} is about to be removed, and still answers as {cluster.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId).Result}"),
    key: "goodbye");

cluster.AddWorkerExitedCallback(async exited =>
{
    // The status of a worker that is gone can be read here for the last time.
    object? status = await cluster.GetStatusAsync(exited.Pid);
    diary.Write($"worker {exited.Pid} is {exited.State} (exit code {exited.Exit.ExitCode}); its status was: {status}");
    if (exited.State == WorkerState.Exterminated)
    {
        dead.SetResult();
    }
});

// Two of a kind with one key are refused.
try
{
    cluster.AddWorkerExitingCallback(_ => { }, key: "goodbye");
}
catch (ArgumentException)
{
    diary.Write("there is one goodbye already");
}

await cluster.AddProcsAsync(3);
diary.Write($"workers: {string.Join(", ", cluster.Workers)}");

await cluster.RmProcsAsync([3]);

// A callback is removed by its key, or by disposing what its registration returned.
goodbye.Dispose();
await cluster.RmProcsAsync([2]);

// A death is no removal: only the callback for the exit hears of it.
cluster.RemoteDo(4, () => Environment.Exit(7));
await dead.Task;
diary.Write($"workers: {string.Join(", ", cluster.Workers)}");

internal sealed class Diary
{
    private int _line;

    public void Write(string text) => Console.WriteLine($"{Interlocked.Increment(ref _line)}. {text}");
}
