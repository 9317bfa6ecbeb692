namespace Orleans.Distributed;

/// <summary>A function failed in another process, or this one, and nobody waited for it.</summary>
/// <param name="function">The name of the function.</param>
/// <param name="error">What it threw, and where.</param>
public sealed class UnobservedRemoteErrorEventArgs(string function, RemoteException error) : EventArgs
{
    /// <summary>The name of the function.</summary>
    public string Function { get; } = function;

    /// <summary>What it threw, and where.</summary>
    public RemoteException Error { get; } = error;
}
