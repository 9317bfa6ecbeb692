namespace Orleans.Embedded.Tests.Networking;

/// <summary>Stops a handler until a test opens it.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _open.TrySetResult();

    /// <summary>For the reader thread: returns when the gate is open.</summary>
    public void Pass() => Assert.True(_open.Task.Wait(Limits.Generous), "The gate was not opened in time.");
}
