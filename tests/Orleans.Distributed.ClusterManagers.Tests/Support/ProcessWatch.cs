using System.Diagnostics;

namespace Orleans.Distributed.ClusterManagers.Tests.Support;

/// <summary>A process that may be anybody's child, seen through /proc. Holds its start time, so that its id may be used again.</summary>
internal sealed class ProcessWatch
{
    private const int StateField = 0;
    private const int StartTimeField = 19;

    private readonly int _id;
    private readonly string _startTime;

    public ProcessWatch(int id)
    {
        _id = id;
        _startTime = Fields(id)?[StartTimeField] ?? throw new InvalidOperationException($"There is no process {id}.");
    }

    public int Id => _id;

    /// <summary>Whether it runs no more; a process that only waits for somebody to ask for its exit code has ended, too.</summary>
    public bool HasEnded => State is "Z" or "X" or null;

    public bool IsStopped => State == "T";

    private string? State => Fields(_id) is { } fields && fields[StartTimeField] == _startTime ? fields[StateField] : null;

    public Task WaitUntilEndedAsync() => WaitAsync(static watch => watch.HasEnded, "end");

    public Task WaitUntilStoppedAsync() => WaitAsync(static watch => watch.IsStopped, "stop");

    /// <summary>Waits until one of its threads can write no more, since nobody reads.</summary>
    public Task WaitUntilBlockedOnPipeAsync() => WaitAsync(
        static watch => Directory.EnumerateDirectories($"/proc/{watch._id}/task")
            .Any(thread => File.ReadAllText(Path.Combine(thread, "wchan")).Contains("pipe_write", StringComparison.Ordinal)),
        "block on its output");

    /// <summary>Waits until it has become the program <paramref name="name"/>.</summary>
    public Task WaitForCommandAsync(string name) =>
        WaitAsync(watch => File.ReadAllText($"/proc/{watch._id}/comm").Trim() == name, $"become {name}");

    private async Task WaitAsync(Predicate<ProcessWatch> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition(this))
        {
            Assert.True(watch.Elapsed < Limits.Generous, $"Process {_id} did not {what}: it is in state {State}.");
            await Task.Delay(5);
        }
    }

    private static string[]? Fields(int id)
    {
        try
        {
            string line = File.ReadAllText($"/proc/{id}/stat");
            return line[(line.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
