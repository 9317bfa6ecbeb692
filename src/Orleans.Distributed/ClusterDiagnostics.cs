using Orleans.Distributed.Diagnostics;
using Orleans.Distributed.Scheduling;

namespace Orleans.Distributed;

/// <summary>Looks at what processes keep of futures and channels. From <see cref="ClusterDiagnosticsExtensions"/>.</summary>
/// <remarks>Any process can look at any other. What it sees is true of one moment, which is over when the answer arrives.</remarks>
public sealed class ClusterDiagnostics
{
    private readonly DistributedCluster _cluster;

    internal ClusterDiagnostics(DistributedCluster cluster) => _cluster = cluster;

    /// <summary>The futures and channels that a process owns: who holds them, whether they are set, how much they take.</summary>
    /// <param name="pid">The process; this one by default.</param>
    /// <param name="cancellationToken">Gives up waiting for its answer.</param>
    /// <returns>One entry for each, by identity.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pid"/> is less than 1.</exception>
    /// <exception cref="ProcessExitedException">The process is gone or was never there.</exception>
    public async Task<IReadOnlyList<ReferenceInfo>> GetReferencesAsync(int? pid = null, CancellationToken cancellationToken = default) =>
        await AskAsync(pid, new ReferenceInspection(), cancellationToken).ConfigureAwait(false);

    /// <summary>What the owner knows of one future or channel.</summary>
    /// <param name="reference">A handle of it, which may have been disposed.</param>
    /// <param name="cancellationToken">Gives up waiting for the owner's answer.</param>
    /// <returns>The entry; <see langword="null"/> when the owner does not keep it any more.</returns>
    /// <exception cref="ProcessExitedException">The owner is gone.</exception>
    public async Task<ReferenceInfo?> FindAsync(RemoteReference reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        IReadOnlyList<ReferenceInfo> all = await GetReferencesAsync(reference.Where, cancellationToken).ConfigureAwait(false);
        return all.FirstOrDefault(info => info.Id == reference.Id);
    }

    /// <summary>How much a process keeps of futures and channels, and how many handles it has.</summary>
    /// <param name="pid">The process; this one by default.</param>
    /// <param name="cancellationToken">Gives up waiting for its answer.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="pid"/> is less than 1.</exception>
    /// <exception cref="ProcessExitedException">The process is gone or was never there.</exception>
    public Task<ReferenceCounts> GetCountsAsync(int? pid = null, CancellationToken cancellationToken = default) =>
        AskAsync(pid, new ReferenceCounting(), cancellationToken);

    private Task<T> AskAsync<T>(int? pid, Calls.Invocation<T> question, CancellationToken cancellationToken)
    {
        if (pid is { } given)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(given, 1, nameof(pid));
        }

        using LibraryCode library = UserCodeThread.EnterLibrary();

        // What this process has let go of is to be known there before it is asked.
        _cluster.Handles.Traffic.FlushAll();
        return _cluster.Handles.InvokeAsync(pid ?? _cluster.MyId, question, cancellationToken);
    }
}
