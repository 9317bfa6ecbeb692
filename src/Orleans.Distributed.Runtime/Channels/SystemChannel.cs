using System.Threading.Channels;

namespace Orleans.Distributed.Channels;

/// <summary>A channel of System.Threading.Channels behind a remote channel, with whatever capacity and full mode it was made.</summary>
internal sealed class SystemChannel<T>(ChannelReader<T> reader, ChannelWriter<T> writer) : IRemoteChannel<T>
{
    public bool IsReady => IsAtOnce(reader.WaitToReadAsync) == true;

    public bool IsOpen => IsAtOnce(writer.WaitToWriteAsync) != false;

    /// <summary>Whether it is one of .NET's own, which may be looked at on any thread. What is derived from them is user code.</summary>
    private bool IsOfSystem => reader.GetType().Assembly == typeof(Channel).Assembly;

    /// <summary>How many items there are; -1 where that is not known without running user code.</summary>
    public int LookAtCount() => IsOfSystem && reader.CanCount ? reader.Count : -1;

    public ValueTask PutAsync(T item, CancellationToken cancellationToken) => writer.WriteAsync(item, cancellationToken);

    public ValueTask<T> TakeAsync(CancellationToken cancellationToken) => reader.ReadAsync(cancellationToken);

    public async ValueTask<T> FetchAsync(CancellationToken cancellationToken)
    {
        if (!reader.CanPeek)
        {
            throw new NotSupportedException();
        }

        T? item;
        while (!reader.TryPeek(out item))
        {
            await WaitToTakeAsync(cancellationToken);
        }

        return item;
    }

    public void Close(Exception? reason) => writer.TryComplete(reason);

    public ValueTask<bool> TryPutAsync(T item) => writer.TryWrite(item) ? new(true) : IsOpen ? new(false) : throw Closed();

    public ValueTask<(bool Taken, T? Item)> TryTakeAsync() =>
        reader.TryRead(out T? item) ? new((true, item)) : reader.Completion.IsCompleted ? throw Closed() : new((false, default));

    public async ValueTask WaitToTakeAsync(CancellationToken cancellationToken)
    {
        if (!await WaitAsync(reader.WaitToReadAsync, cancellationToken))
        {
            throw Closed();
        }
    }

    public async ValueTask WaitToPutAsync(CancellationToken cancellationToken)
    {
        if (!await WaitAsync(writer.WaitToWriteAsync, cancellationToken))
        {
            throw Closed();
        }
    }

    private ChannelClosedException Closed() => new(reader.Completion.Exception?.InnerException);

    private static async ValueTask<bool> WaitAsync(Func<CancellationToken, ValueTask<bool>> wait, CancellationToken cancellationToken)
    {
        try
        {
            return await wait(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (e is not ChannelClosedException)
        {
            // A channel that was closed with a reason throws that; as everywhere here, the reason goes inside.
            throw new ChannelClosedException(e);
        }
    }

    /// <summary>What the channel says at once; null when it would have to wait for something to say.</summary>
    private static bool? IsAtOnce(Func<CancellationToken, ValueTask<bool>> wait)
    {
        using var atOnce = new CancellationTokenSource();
        ValueTask<bool> waiting = wait(atOnce.Token);
        if (waiting.IsCompletedSuccessfully)
        {
            return waiting.Result;
        }

        if (waiting.IsFaulted)
        {
            return false;
        }

        Task<bool> given = waiting.AsTask();
        atOnce.Cancel();
        _ = given.ContinueWith(
            static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return null;
    }
}
