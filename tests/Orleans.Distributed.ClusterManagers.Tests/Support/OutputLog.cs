using System.Threading.Channels;

namespace Orleans.Distributed.ClusterManagers.Tests.Support;

/// <summary>Receives the output of workers, and lets a test wait for a line.</summary>
internal sealed class OutputLog
{
    private readonly Channel<WorkerOutput> _lines = Channel.CreateUnbounded<WorkerOutput>();

    public void Write(WorkerOutput output) => _lines.Writer.TryWrite(output);

    public async Task<WorkerOutput> NextAsync() => await _lines.Reader.ReadAsync().AsTask().WaitAsync(Limits.Generous);

    /// <summary>Everything that has come and was not taken.</summary>
    public List<WorkerOutput> Rest()
    {
        List<WorkerOutput> rest = [];
        while (_lines.Reader.TryRead(out var line))
            rest.Add(line);
        return rest;
    }
}
