using Orleans.Distributed.Calls;
using Orleans.Distributed.Everywhere;
using Orleans.Distributed.Functions;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed;

/// <summary>Running a function on many processes at once. Julia's <c>@everywhere</c>.</summary>
/// <remarks>
/// A process that is listed twice runs the function twice. On the own process the very function runs, and nothing is copied.
/// </remarks>
public static class ClusterEverywhere
{
    /// <summary>Runs a function on every process of the cluster, this one included, and waits for all.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="function">The function. Processes that join later do not run it.</param>
    /// <param name="cancellationToken">Gives the calls up.</param>
    /// <exception cref="AggregateException">
    /// It failed on some processes: a <see cref="RemoteException"/> or <see cref="ProcessExitedException"/> for each, in the order of the
    /// pids. The others have run it.
    /// </exception>
    /// <exception cref="Serialization.UnsendableValueException">The function cannot be sent. Nothing has run.</exception>
    public static Task EverywhereAsync(this ICluster cluster, Action function, CancellationToken cancellationToken = default) =>
        RunAsync<Nothing>(cluster, null, function, cancellationToken);

    /// <inheritdoc cref="EverywhereAsync(ICluster, Action, CancellationToken)"/>
    public static Task EverywhereAsync(this ICluster cluster, Func<Task> function, CancellationToken cancellationToken = default) =>
        RunAsync<Nothing>(cluster, null, function, cancellationToken);

    /// <summary>
    /// Runs a function on every process of the cluster, and lets every process that joins later run it before it is in the cluster: before
    /// another process knows it, before the default pool has it, and before <c>AddProcsAsync</c> returns.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="function">
    /// The function. Processes that join run it with what it captures now. They run all such functions in the order in which those were given,
    /// and know the other processes then, but are not known to them yet. A process on which one fails does not start, and the failure is
    /// that of its start.
    /// </param>
    /// <param name="forFuture">Whether processes that join later run it.</param>
    /// <param name="cancellationToken">Gives the calls up; then the function is not recorded.</param>
    /// <returns>
    /// Ends, when it is disposed, that processes which join run the function. It need not be kept.
    /// </returns>
    /// <exception cref="AggregateException">
    /// It failed on some processes, and is not recorded. The others have run it, and so have processes that joined meanwhile.
    /// </exception>
    /// <exception cref="Serialization.UnsendableValueException">The function cannot be sent. Nothing has run.</exception>
    public static Task<EverywhereRegistration> EverywhereAsync(
        this ICluster cluster, Action function, bool forFuture, CancellationToken cancellationToken = default) =>
        RecordAsync(cluster, function, forFuture, cancellationToken);

    /// <inheritdoc cref="EverywhereAsync(ICluster, Action, bool, CancellationToken)"/>
    public static Task<EverywhereRegistration> EverywhereAsync(
        this ICluster cluster, Func<Task> function, bool forFuture, CancellationToken cancellationToken = default) =>
        RecordAsync(cluster, function, forFuture, cancellationToken);

    /// <summary>Runs a function on some processes and waits for all.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pids">The processes. One that is listed twice runs the function twice.</param>
    /// <param name="function">The function.</param>
    /// <param name="cancellationToken">Gives the calls up.</param>
    /// <exception cref="AggregateException">It failed on some processes, in the order of the list; the others have run it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A pid is less than 1.</exception>
    /// <exception cref="Serialization.UnsendableValueException">The function cannot be sent. Nothing has run.</exception>
    public static Task EverywhereAsync(this ICluster cluster, IEnumerable<int> pids, Action function, CancellationToken cancellationToken = default) =>
        RunAsync<Nothing>(cluster, Listed(pids), function, cancellationToken);

    /// <inheritdoc cref="EverywhereAsync(ICluster, IEnumerable{int}, Action, CancellationToken)"/>
    public static Task EverywhereAsync(
        this ICluster cluster, IEnumerable<int> pids, Func<Task> function, CancellationToken cancellationToken = default) =>
        RunAsync<Nothing>(cluster, Listed(pids), function, cancellationToken);

    /// <inheritdoc cref="EverywhereAsync(ICluster, IEnumerable{int}, Action, CancellationToken)"/>
    /// <returns>The results, in the order of the list.</returns>
    public static Task<TResult[]> EverywhereAsync<TResult>(
        this ICluster cluster, IEnumerable<int> pids, Func<TResult> function, CancellationToken cancellationToken = default) =>
        RunAsync<TResult>(cluster, Listed(pids), function, cancellationToken);

    /// <inheritdoc cref="EverywhereAsync{TResult}(ICluster, IEnumerable{int}, Func{TResult}, CancellationToken)"/>
    public static Task<TResult[]> EverywhereAsync<TResult>(
        this ICluster cluster, IEnumerable<int> pids, Func<Task<TResult>> function, CancellationToken cancellationToken = default) =>
        RunAsync<TResult>(cluster, Listed(pids), function, cancellationToken);

    /// <summary>Runs a function on one process and waits for it.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pid">The process.</param>
    /// <param name="function">The function.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="RemoteException">The function threw.</exception>
    /// <exception cref="ProcessExitedException">The process is gone, was never there, or died meanwhile.</exception>
    /// <exception cref="Serialization.UnsendableValueException">The function cannot be sent.</exception>
    public static Task EverywhereAsync(this ICluster cluster, int pid, Action function, CancellationToken cancellationToken = default) =>
        cluster.RemoteCallFetchAsync(pid, function, cancellationToken);

    /// <inheritdoc cref="EverywhereAsync(ICluster, int, Action, CancellationToken)"/>
    public static Task EverywhereAsync(this ICluster cluster, int pid, Func<Task> function, CancellationToken cancellationToken = default) =>
        cluster.RemoteCallFetchAsync(pid, function, cancellationToken);

    /// <inheritdoc cref="EverywhereAsync(ICluster, int, Action, CancellationToken)"/>
    /// <returns>What the function returned.</returns>
    public static Task<TResult> EverywhereAsync<TResult>(
        this ICluster cluster, int pid, Func<TResult> function, CancellationToken cancellationToken = default) =>
        cluster.RemoteCallFetchAsync(pid, function, cancellationToken);

    /// <inheritdoc cref="EverywhereAsync{TResult}(ICluster, int, Func{TResult}, CancellationToken)"/>
    public static Task<TResult> EverywhereAsync<TResult>(
        this ICluster cluster, int pid, Func<Task<TResult>> function, CancellationToken cancellationToken = default) =>
        cluster.RemoteCallFetchAsync(pid, function, cancellationToken);

    private static int[] Listed(IEnumerable<int> pids) => EveryProcess.Checked(pids);

    private static Task<T[]> RunAsync<T>(ICluster cluster, int[]? pids, Delegate function, CancellationToken cancellationToken)
    {
        DistributedCluster here = DistributedCluster.From(cluster);
        ArgumentNullException.ThrowIfNull(function);
        return EveryProcess.RunAsync(here, pids ?? [.. here.Procs], new InvocationWithoutArguments<T>(function), cancellationToken);
    }

    private static Task<EverywhereRegistration> RecordAsync(ICluster cluster, Delegate function, bool forFuture, CancellationToken cancellationToken)
    {
        DistributedCluster here = DistributedCluster.From(cluster);
        ArgumentNullException.ThrowIfNull(function);
        using LibraryCode library = UserCodeThread.EnterLibrary();
        return RecordAsync(here, function, forFuture, cancellationToken);
    }

    private static async Task<EverywhereRegistration> RecordAsync(
        DistributedCluster cluster, Delegate function, bool forFuture, CancellationToken cancellationToken)
    {
        if (!forFuture)
        {
            await RunAsync<Nothing>(cluster, null, function, cancellationToken).ConfigureAwait(false);
            return new EverywhereRegistration(cluster, 0);
        }

        cancellationToken.ThrowIfCancellationRequested();
        Task<FunctionRecord> recording = cluster.MyId == 1
            ? cluster.Services.Recorder.RecordAsync(function)
            : cluster.Calls.InvokeAsync(1, new FunctionRecording(new ShippedFunction(function)), CancellationToken.None);
        FunctionRecord record;
        try
        {
            // It waits for processes that are about to join.
            record = await recording.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = TakeBackAsync(cluster, recording);
            throw;
        }

        var registration = new EverywhereRegistration(cluster, record.Number);
        try
        {
            cluster.ProcessTable.Apply(record.Members);
            await EveryProcess.RunAsync(cluster, record.Pids, new InvocationWithoutArguments<Nothing>(function), cancellationToken).ConfigureAwait(false);
            return registration;
        }
        catch
        {
            await registration.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task TakeBackAsync(DistributedCluster cluster, Task<FunctionRecord> recording)
    {
        try
        {
            await new EverywhereRegistration(cluster, (await recording.ConfigureAwait(false)).Number).DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It was not recorded, or the head is gone.
        }
    }
}
