namespace Orleans.Distributed.Tests.Channels;

/// <summary>A channel of a user's own kind that holds one item, and fails whenever it is asked or told something else.</summary>
internal sealed class Unwilling : IRemoteChannel<int>, IDisposable
{
    private int? _item;

    public bool IsReady => throw new ArithmeticException("is ready");

    public bool IsOpen => throw new ArithmeticException("is open");

    public ValueTask PutAsync(int item, CancellationToken cancellationToken)
    {
        _item = item;
        return default;
    }

    public ValueTask<int> TakeAsync(CancellationToken cancellationToken)
    {
        int item = _item!.Value;
        _item = null;
        return new(item);
    }

    public ValueTask<int> FetchAsync(CancellationToken cancellationToken) => new(_item!.Value);

    public void Close(Exception? reason) => throw new ArithmeticException("close");

    public void Dispose() => throw new ArithmeticException("dispose");
}
