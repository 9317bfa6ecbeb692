using System.Threading.Channels;

namespace Orleans.Distributed.Julia.Support;

/// <summary>Receives the output of workers, and lets a test wait for a line.</summary>
internal sealed class WorkerOutputLog
{
    private readonly Channel<WorkerOutput> _lines = Channel.CreateUnbounded<WorkerOutput>();

    public void Write(WorkerOutput output) => _lines.Writer.TryWrite(output);

    public Task<WorkerOutput> NextAsync() => _lines.Reader.ReadAsync().AsTask().InTimeAsync();

    /// <summary>Everything that has come and was not taken.</summary>
    public IReadOnlyList<WorkerOutput> Rest()
    {
        List<WorkerOutput> rest = [];
        while (_lines.Reader.TryRead(out WorkerOutput line))
        {
            rest.Add(line);
        }

        return rest;
    }
}
