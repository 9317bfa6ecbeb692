using System.Runtime.CompilerServices;
using Orleans.Distributed.Scheduling;
using Orleans.Distributed.Work;

namespace Orleans.Distributed.Mapping;

/// <summary>One parallel map from its beginning to its end.</summary>
internal sealed class MapRun<TItem, TResult> : IAsyncDisposable
{
    private readonly WorkRun<MapPiece<TItem>, MapBatchResult<TResult>> _work;
    private readonly IPlacement<MapPiece<TItem>> _placement;
    private readonly SourceReader<TItem> _source;
    private readonly ItemFailures<TResult> _failures;
    private readonly SentFunction _function;

    private MapRun(
        MapSetup<TItem, TResult> setup, MapResults<TResult> results, IPlacement<MapPiece<TItem>> placement, SentFunction function)
    {
        var callbacks = new Lock();
        _placement = placement;
        _function = function;
        var stop = new CancellationTokenSource();
        _source = new SourceReader<TItem>(setup.Source, stop.Token);
        _failures = new ItemFailures<TResult>(setup.Options, callbacks, stop.Token);
        var plan = new MapPlan<TItem, TResult>(
            setup, _source, results, _failures, new MapMeter(setup.Options, callbacks, setup.Time, setup.Source.Count), placement, _function)
        {
            Run = () => _work!,
        };
        _work = new WorkRun<MapPiece<TItem>, MapBatchResult<TResult>>(plan, placement, setup.Time, stop);
    }

    /// <summary>Maps to an array.</summary>
    public static async Task<TResult[]> ToArrayAsync(MapSetup<TItem, TResult> setup, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var results = new ArrayResults<TResult>(setup.Source.Count);
        MapRun<TItem, TResult> run = await NewAsync(setup, results, cancellationToken).ConfigureAwait(false);
        await run.RunAsync(cancellationToken).ConfigureAwait(false);
        return results.ToArray(run._source.Count);
    }

    /// <summary>Maps to a stream. Each enumeration is a map of its own.</summary>
    public static async IAsyncEnumerable<TResult> ToStream(
        MapSetup<TItem, TResult> setup, CancellationToken given, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(given, cancellationToken);
        either.Token.ThrowIfCancellationRequested();
        var results = new StreamResults<TResult>(setup.Options.Order, setup.Options.RunAhead);
        MapRun<TItem, TResult> run = await NewAsync(setup, results, either.Token).ConfigureAwait(false);
        Task running = run.RunAsync(either.Token);
        bool isRead = false;
        try
        {
            while (true)
            {
                Task changed = results.Changed.Next;
                bool isOver = running.IsCompleted;
                while (run.TryTake(results, out TResult result))
                {
                    yield return result;
                }

                if (isOver)
                {
                    break;
                }

                await Task.WhenAny(running, changed).ConfigureAwait(false);
            }

            isRead = true;
        }
        finally
        {
            run._work.Stop();
            await running.ConfigureAwait(isRead ? ConfigureAwaitOptions.None : ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _placement.Dispose();
        _function.Dispose();
        _failures.Dispose();
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    private static async ValueTask<MapRun<TItem, TResult>> NewAsync(
        MapSetup<TItem, TResult> setup, MapResults<TResult> results, CancellationToken cancellationToken)
    {
        PMapOptions options = setup.Options;
        bool isOwn = Placements.IsOwn(setup.Cluster, options.Distributed, options.Pool);
        var function = new SentFunction(setup.Cluster.Handles, setup.Function, isSent: !isOwn);
        return new(
            setup,
            results,
            await Placements.ForAsync<MapPiece<TItem>>(setup.Cluster, isOwn, options.Pool, cancellationToken).ConfigureAwait(false),
            function);
    }

    private bool TryTake(StreamResults<TResult> results, out TResult result)
    {
        using LibraryCode library = UserCodeThread.EnterLibrary();
        bool isThere = results.TryTake(out result);
        if (isThere)
        {
            _work.Wake();
        }

        return isThere;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _work.RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // The failure of the map counts, and not that of its end.
            await DisposeAsync().AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await DisposeAsync().ConfigureAwait(false);
    }
}
