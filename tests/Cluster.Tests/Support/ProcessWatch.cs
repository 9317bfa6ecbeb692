using System.Diagnostics;

namespace Orleans.Distributed.RealProcesses.Support;

/// <summary>A process that may be anybody's child, seen through /proc. Holds its start time, so that its id may be used again.</summary>
internal sealed class ProcessWatch
{
    private const int StateField = 0;
    private const int StartTimeField = 19;

    private readonly string _startTime;

    public ProcessWatch(int id)
    {
        Id = id;
        _startTime = Fields(id)?[StartTimeField] ?? throw new InvalidOperationException($"There is no process {id}.");
    }

    public int Id { get; }

    /// <summary>Whether it runs no more; a process that only waits for somebody to ask for its exit code has ended, too.</summary>
    public bool HasEnded => State is "Z" or "X" or null;

    private string? State => Fields(Id) is { } fields && fields[StartTimeField] == _startTime ? fields[StateField] : null;

    public Task WaitUntilEndedAsync() => WaitAsync(static watch => watch.HasEnded, "end");

    public Task WaitUntilStoppedAsync() => WaitAsync(static watch => watch.State == "T", "stop");

    private async Task WaitAsync(Predicate<ProcessWatch> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition(this))
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Limits.Generous, $"Process {Id} did not {what}: it is in state {State}.");
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
