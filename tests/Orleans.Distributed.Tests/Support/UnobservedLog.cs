using System.Collections.Concurrent;

namespace Orleans.Distributed.Tests.Support;

/// <summary>Collects what <see cref="Cluster.UnobservedRemoteError"/> tells.</summary>
internal sealed class UnobservedLog : IDisposable
{
    private readonly ConcurrentQueue<(ICluster Cluster, UnobservedRemoteErrorEventArgs Error)> _errors = new();

    public UnobservedLog() => Cluster.UnobservedRemoteError += OnError;

    /// <summary>Whether a failure with exactly this message was told.</summary>
    public bool Contains(string message) => Count(message) > 0;

    public int Count(string message) => _errors.Count(e => e.Error.Error.RemoteMessage == message);

    /// <summary>Waits for the failure with this message.</summary>
    public async Task<(ICluster Cluster, UnobservedRemoteErrorEventArgs Error)> GetAsync(string message)
    {
        await WaitExtensions.HoldsSoon(() => Contains(message));
        return _errors.First(e => e.Error.Error.RemoteMessage == message);
    }

    /// <summary>Whether a failure of a call with this name was told.</summary>
    public bool HasFailureOf(string name) => _errors.Any(e => e.Error.Function == name);

    /// <summary>Waits for the failure of the call with this name.</summary>
    public async Task<RemoteException> FailureOfAsync(string name)
    {
        await WaitExtensions.HoldsSoon(() => HasFailureOf(name));
        return _errors.First(e => e.Error.Function == name).Error.Error;
    }

    public void Dispose() => Cluster.UnobservedRemoteError -= OnError;

    private void OnError(object? sender, UnobservedRemoteErrorEventArgs error) => _errors.Enqueue(((ICluster)sender!, error));
}
