namespace Orleans.Distributed;

/// <summary>
/// A cluster, as one of its processes sees it: who belongs to it, and the ways to run functions on its processes.
/// </summary>
/// <remarks>
/// The everyday forms of the calls (<c>RemoteCall</c>, <c>RemoteCallFetchAsync</c>, <c>SpawnAt</c>, <c>PMapAsync</c> and so
/// on, for functions of all shapes) are extension methods in this namespace. A cluster that is captured by a function, or sent
/// in any other way, becomes the receiving process's own view of the same cluster.
/// </remarks>
public interface ICluster : IAsyncDisposable
{
    /// <summary>The pid of this process. The head is 1.</summary>
    int MyId { get; }

    /// <summary>The pids of all processes, ascending. Julia's <c>procs()</c>.</summary>
    IReadOnlyList<int> Procs { get; }

    /// <summary>The pids of the workers, ascending: all processes but the head, and the head alone when there is no other. Julia's <c>workers()</c>.</summary>
    IReadOnlyList<int> Workers { get; }

    /// <summary>How many processes there are, the head included. Julia's <c>nprocs()</c>.</summary>
    int NProcs => Procs.Count;

    /// <summary>How many workers there are: 1 when the head is alone. Julia's <c>nworkers()</c>.</summary>
    int NWorkers => Workers.Count;

    /// <summary>The pids of all processes but this one, ascending.</summary>
    IReadOnlyList<int> OtherProcs => [.. Procs.Where(pid => pid != MyId)];

    /// <summary>The pids of all workers but this process, ascending. Empty at a head that is alone.</summary>
    IReadOnlyList<int> OtherWorkers => [.. Workers.Where(pid => pid != MyId)];

    /// <summary>What is known of all processes, by ascending pid.</summary>
    IReadOnlyList<ProcessInfo> Processes { get; }

    /// <summary>
    /// What happens to the workers: each enumeration begins with a <see cref="WorkerJoined"/> for each worker that there is, and goes on
    /// with what happens from then on. It ends when this process leaves the cluster.
    /// </summary>
    /// <remarks>
    /// Nothing is missed from the call of <c>GetAsyncEnumerator</c> on, also before the first event is read. For a reader that does
    /// not read, the last 1024 events are kept; the next that it reads is a <see cref="WorkerEventsMissed"/> then. The events of a worker
    /// come in the same order at every process. A worker that came and went before this process heard of it is told of by its exit
    /// alone.
    /// </remarks>
    IAsyncEnumerable<WorkerEvent> Events { get; }

    /// <summary>
    /// Cancelled when the caller of the function that runs here gives its call up, when the call's deadline passes, and when the
    /// process is interrupted. Outside of a remote call it is never cancelled.
    /// </summary>
    CancellationToken Cancellation { get; }

    /// <summary>
    /// The cluster's default pool: all workers, also those that join later, and the head when there is no other, unless
    /// <see cref="ClusterPools.SetDefaultWorkerPoolAsync"/> has replaced it. It is one pool for the whole cluster, which lives at the head.
    /// </summary>
    WorkerPool DefaultWorkerPool { get; }

    /// <summary>Values that this process keeps under names.</summary>
    Globals Globals { get; }

    /// <summary>Launches workers, and waits until they have joined and every process knows them.</summary>
    /// <param name="manager">What launches them.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="options">How they are added; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Gives up; workers that have not joined by then are ended.</param>
    /// <returns>The pids of the new workers, in the order in which they were asked of the manager.</returns>
    /// <exception cref="ArgumentException"><paramref name="count"/> is less than 1, or an option is not usable; the message says why.</exception>
    /// <exception cref="InvalidOperationException">This process is not the head, or there are workers with another topology.</exception>
    /// <exception cref="AggregateException">
    /// Some workers did not start: one inner exception each. Those that did start belong to the cluster and are listed in
    /// <see cref="Workers"/>. Or a callback failed, see <see cref="ClusterCallbacks"/>: the message says which.
    /// </exception>
    Task<IReadOnlyList<int>> AddProcsAsync(
        IClusterManager manager, int count, AddProcsOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Removes workers, and waits until they have ended and no process counts them any more. Julia's <c>rmprocs</c>.
    /// </summary>
    /// <param name="pids">The workers. Pids that are not alive are ignored; the head's own is ignored with a warning in the log.</param>
    /// <param name="options">How they are removed; the defaults when <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends all patience: callbacks are not waited for, and what has not ended is killed.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="InvalidOperationException">This process is not the head.</exception>
    /// <exception cref="TimeoutException">
    /// Some were not terminated within <see cref="RmProcsOptions.WaitFor"/>. Their removal goes on in the background.
    /// </exception>
    Task RmProcsAsync(IEnumerable<int> pids, RmProcsOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Makes a future without a function: somebody puts its value, once.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="pid">The process that will own it; this one by default.</param>
    /// <returns>The future.</returns>
    /// <exception cref="ProcessExitedException">The process is gone or was never there.</exception>
    Future<T> CreateFuture<T>(int? pid = null);

    /// <summary>Makes a channel.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="capacity">
    /// How many items it holds before a put waits. The default is 1, as in Julia; 0 hands each item from putter to taker, and <see cref="RemoteChannel.Unbounded"/> never waits.
    /// </param>
    /// <param name="pid">The process that will own it; this one by default.</param>
    /// <param name="cancellationToken">Gives up waiting for the owner.</param>
    /// <returns>The channel.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is negative.</exception>
    /// <exception cref="ProcessExitedException">The process is gone or was never there.</exception>
    Task<RemoteChannel<T>> CreateChannelAsync<T>(int capacity = 1, int? pid = null, CancellationToken cancellationToken = default);

    /// <summary>The channel with this identity, when this process owns it. Julia's <c>channel_from_id</c>.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    /// <param name="id">The identity.</param>
    /// <returns>A handle.</returns>
    /// <exception cref="InvalidOperationException">This process owns no such channel.</exception>
    RemoteChannel<T> ChannelFromId<T>(Rrid id);
}
