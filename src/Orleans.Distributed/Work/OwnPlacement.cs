using System.Threading.Channels;

namespace Orleans.Distributed.Work;

/// <summary>The own process, for as many pieces at a time as it has processors.</summary>
internal sealed class OwnPlacement<TPiece> : IPlacement<TPiece>
{
    private readonly Channel<int> _free = Channel.CreateUnbounded<int>();

    public OwnPlacement(int pid)
    {
        for (int i = 0; i < Width; i++)
        {
            _free.Writer.TryWrite(pid);
        }
    }

    public int Width => Environment.ProcessorCount;

    public ValueTask<bool> IsReadyAsync(CancellationToken cancellationToken) => new(_free.Reader.Count > 0);

    public async ValueTask<WorkerLease> TakeAsync(TPiece piece, CancellationToken cancellationToken)
    {
        int pid = await _free.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new WorkerLease(pid, () => _free.Writer.TryWrite(pid));
    }

    public void Dispose() => _free.Writer.TryComplete();
}
