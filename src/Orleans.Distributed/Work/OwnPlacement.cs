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
            Return(pid);
        }
    }

    public int Width => Environment.ProcessorCount;

    public bool IsReady => _free.Reader.Count > 0;

    public ValueTask<int> TakeAsync(TPiece piece, CancellationToken cancellationToken) => _free.Reader.ReadAsync(cancellationToken);

    public void Return(int pid) => _free.Writer.TryWrite(pid);
}
