// Counts the words of all text files below a folder on worker processes, then once more in this process alone, and compares.
// Kill a worker while it runs: its files are counted by the others, and the result is the same.
using System.Diagnostics;
using Orleans.Distributed;
using WordCount;

if (!Arguments.TryParse(args, out Arguments arguments, out string? complaint))
{
    Console.Error.WriteLine(complaint);
    return 2;
}

try
{
    return await CountAsync(arguments) ? 0 : 1;
}
catch (Exception error) when (error is AggregateException or InvalidOperationException or ProcessExitedException or IOException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}

static async Task<bool> CountAsync(Arguments arguments)
{
    TextFile[] files = arguments.FindFiles();
    IReadOnlyList<TextFile[]> batches = TextFile.Batch(files, arguments.Procs);
    Console.WriteLine($"{files.Length:N0} files below {arguments.Folder}");

    // This process becomes pid 1, the head, and starts the workers. They end with it, however it ends.
    long started = Stopwatch.GetTimestamp();
    await using ICluster cluster = await Cluster.StartAsync();
    await cluster.AddProcsAsync(arguments.Procs);
    Console.WriteLine($"{cluster.NWorkers} workers are ready after {Seconds(started)}");

    started = Stopwatch.GetTimestamp();
    using var progress = new ProgressLine();
    var options = new PMapOptions
    {
        Idempotent = true, // counting twice does no harm, so the work of a worker that dies may go to another one
        Progress = progress,
        OnWorkerLost = lost => progress.Interrupt($"Worker {lost.Pid} {lost.Exit.Describe()}; the others count what it was counting."),
    };
    WordCounts[] parts = await cluster.PMapAsync(batches, batch => WordCounts.Of(batch), options);
    WordCounts distributed = WordCounts.Sum(parts);
    string distributedTime = Seconds(started);
    progress.Dispose();

    started = Stopwatch.GetTimestamp();
    WordCounts serial = WordCounts.Of(files);
    string serialTime = Seconds(started);

    PrintTop(distributed);
    PrintWorkers(parts);
    Console.WriteLine($"\n{distributed.Summary}");
    Console.WriteLine($"distributed: {distributedTime}    serial: {serialTime}");
    bool agree = distributed.IsSameAs(serial);
    Console.WriteLine($"agree: {(agree ? "true" : "false")}");
    return agree;
}

static void PrintTop(WordCounts counts)
{
    Console.WriteLine();
    foreach ((string word, long count) in counts.Words.OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal).Take(20))
    {
        Console.WriteLine($"{count,12:N0}  {word}");
    }
}

static void PrintWorkers(WordCounts[] parts)
{
    Console.WriteLine();
    foreach (IGrouping<int, WordCounts> worker in parts.GroupBy(part => part.Pid).OrderBy(worker => worker.Key))
    {
        Console.WriteLine($"worker {worker.Key}: {WordCounts.Sum(worker).Summary}");
    }
}

static string Seconds(long started) => $"{Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s";
