using System.Collections.Immutable;

namespace Orleans.Distributed.Callbacks;

/// <summary>
/// Which callbacks the running code is part of. A callback must not wait for what waits for it: it would do so until its time is up.
/// </summary>
/// <param name="Owner">The callbacks of which cluster.</param>
/// <param name="Pids">The workers that the callbacks are about.</param>
internal sealed record CallbackScope(WorkerCallbacks Owner, ImmutableHashSet<int> Pids)
{
    private static readonly AsyncLocal<CallbackScope?> Flowing = new();

    /// <summary>The scope of the running code; <see langword="null"/> outside of callbacks of <paramref name="owner"/>.</summary>
    public static CallbackScope? Of(WorkerCallbacks owner) => Flowing.Value is { } scope && ReferenceEquals(scope.Owner, owner) ? scope : null;

    /// <summary>Lets what the calling method does next be part of a callback. Ends with that method, which must be asynchronous.</summary>
    /// <param name="owner">The callbacks of which cluster.</param>
    /// <param name="outer">The scope of whoever waits for the callback.</param>
    /// <param name="pid">The worker that it is about; 0 for none.</param>
    public static void Enter(WorkerCallbacks owner, CallbackScope? outer, int pid) =>
        Flowing.Value = new CallbackScope(owner, (outer?.Pids ?? []).Add(pid));
}
