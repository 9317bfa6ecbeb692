using System.Threading.Channels;

namespace Orleans.Distributed.Channels;

/// <summary>
/// Does one of several things. It waits for all of them without taking anything, and when one can be had it tries to take that one,
/// which somebody else may have done meanwhile; then it waits again. As it never tries two at once, it never has to give one back.
/// </summary>
internal static class ChannelSelector
{
    public static async Task<TResult> SelectAsync<TResult>(SelectCase<TResult>[] cases, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waits = new Task<bool>?[cases.Length];
        var ended = new bool[cases.Length];
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                for (int i = 0; i < cases.Length; i++)
                {
                    if (!ended[i])
                    {
                        waits[i] ??= cases[i].WaitAsync(stop.Token);
                    }
                }

                if (ended.All(static end => end))
                {
                    throw new ChannelClosedException("All channels that were waited for are closed and empty.");
                }

                await Task.WhenAny(waits.OfType<Task<bool>>()).ConfigureAwait(false);
                int chosen = Choose(waits);
                ended[chosen] = !await waits[chosen]!.ConfigureAwait(false);
                waits[chosen] = null;
                if (!ended[chosen] && await cases[chosen].TryTakeAsync().ConfigureAwait(false) is { } taken)
                {
                    return taken();
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            GiveUp(waits);
        }
    }

    /// <summary>One that is there; not always the first, so that a channel which is never empty does not shut out the others.</summary>
    private static int Choose(Task<bool>?[] waits)
    {
        int start = Random.Shared.Next(waits.Length);
        for (int i = 0; i < waits.Length; i++)
        {
            int index = (start + i) % waits.Length;
            if (waits[index] is { IsCompleted: true })
            {
                return index;
            }
        }

        throw new InvalidOperationException("None of the waits has ended.");
    }

    /// <summary>
    /// The others were only waited for, so nothing is lost with them, and an owner that does not answer must not hold up what was taken.
    /// </summary>
    private static void GiveUp(Task<bool>?[] waits)
    {
        foreach (Task<bool>? wait in waits)
        {
            _ = wait?.ContinueWith(
                static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
