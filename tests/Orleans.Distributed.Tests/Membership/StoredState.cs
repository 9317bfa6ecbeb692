namespace Orleans.Distributed.Tests.Membership;

/// <summary>The stored state of a grain of which a test decides whether it can be written.</summary>
internal sealed class StoredState<T> : IPersistentState<T>
    where T : new()
{
    public T State { get; set; } = new();

    public string? Etag => null;

    public bool RecordExists => Writes > 0;

    public int Writes { get; private set; }

    /// <summary>What the next write fails with.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What the next write waits for, if anything.</summary>
    public Task? Pending { get; set; }

    public Task WriteStateAsync()
    {
        if (Pending is { } pending)
        {
            Pending = null;
            return pending;
        }

        if (Failure is { } failure)
        {
            Failure = null;
            return Task.FromException(failure);
        }

        Writes++;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync() => throw new NotSupportedException();

    public Task ReadStateAsync() => Task.CompletedTask;

    public Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    public Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    public Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}
