using System.Threading.Channels;

namespace Orleans.Distributed.Samples.Channels;

/// <summary>A channel of its own kind, without a limit: the longest text comes first.</summary>
internal sealed class LongestFirst : IRemoteChannel<string>
{
    // An unbounded queue by priority is all that there is to it.
    private readonly Channel<string> _texts = Channel.CreateUnboundedPrioritized(
        new UnboundedPrioritizedChannelOptions<string> { Comparer = Comparer<string>.Create((x, y) => y.Length.CompareTo(x.Length)) });

    public bool IsReady => _texts.Reader.TryPeek(out _);

    public bool IsOpen { get; private set; } = true;

    public ValueTask PutAsync(string item, CancellationToken cancellationToken) => _texts.Writer.WriteAsync(item, cancellationToken);

    public ValueTask<string> TakeAsync(CancellationToken cancellationToken) => _texts.Reader.ReadAsync(cancellationToken);

    public async ValueTask<string> FetchAsync(CancellationToken cancellationToken)
    {
        string? text;
        while (!_texts.Reader.TryPeek(out text))
        {
            if (!await _texts.Reader.WaitToReadAsync(cancellationToken))
            {
                throw new ChannelClosedException();
            }
        }

        return text;
    }

    public void Close(Exception? reason)
    {
        IsOpen = false;
        _texts.Writer.TryComplete(reason);
    }
}
