namespace Orleans.Distributed.Workers;

/// <summary>The wish to end, whoever utters it, and its deadline.</summary>
internal sealed class WorkerLifetime(CancellationTokenSource stopping)
{
    private int _isRequested;

    public CancellationToken Stopping => stopping.Token;

    /// <summary>Tells the program to end, and ends the process when it has not within <paramref name="timeout"/>. The shortest time counts.</summary>
    public void RequestStop(TimeSpan timeout)
    {
        ImmediateExit.After(timeout, WorkerExitCodes.StopOverdue);
        if (Interlocked.Exchange(ref _isRequested, 1) == 0)
            new Thread(Cancel) { IsBackground = true, Name = "Orleans.Distributed stop" }.UnsafeStart();
    }

    /// <summary>What was registered with the token runs here, and may block or throw.</summary>
    private void Cancel()
    {
        try
        {
            stopping.Cancel();
        }
        catch (AggregateException error)
        {
            Console.Error.WriteLine($"A callback of the stop request failed, which does not hold the stop up. {error}");
        }
    }
}
