using System.Threading.Channels;

namespace Orleans.Distributed.RealProcesses.Support;

/// <summary>Receives the output of workers, and lets a test wait for a line.</summary>
internal sealed class OutputLog
{
    private readonly Channel<WorkerOutput> _lines = Channel.CreateUnbounded<WorkerOutput>();

    public void Write(WorkerOutput output) => _lines.Writer.TryWrite(output);

    /// <summary>Waits for the next line that a worker wrote.</summary>
    public Task<WorkerOutput> NextAsync() => _lines.Reader.ReadAsync().AsTask().InTimeAsync();
}
