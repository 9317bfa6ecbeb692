namespace Orleans.Distributed;

/// <summary>The registration of a callback. Disposing it ends it; calls of the callback that run already go on.</summary>
public sealed class WorkerCallback : IDisposable
{
    private readonly Action<WorkerCallback> _remove;

    internal WorkerCallback(string key, Action<WorkerCallback> remove)
    {
        Key = key;
        _remove = remove;
    }

    /// <summary>The name of the callback among those of its kind: the one that was given, or one that was made for it.</summary>
    public string Key { get; }

    /// <inheritdoc/>
    public void Dispose() => _remove(this);
}
