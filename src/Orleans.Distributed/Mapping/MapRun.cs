namespace Orleans.Distributed.Mapping;

/// <summary>One <c>PMapAsync</c> from its start to its end.</summary>
/// <remarks>
/// One reader pulls items as workers become free, so at most one batch is ahead of what is in flight. Batches of a worker that died go
/// to the front of the line when they may run again.
/// </remarks>
internal sealed class MapRun<TSource, TResult>(ICluster cluster, IWorkerPool pool, Delegate function, PMapOptions options)
{
    private readonly Lock _gate = new();
    private readonly List<TResult> _results = [];
    private readonly Queue<(long First, TSource[] Items)> _again = new();
    private readonly HashSet<Task> _running = [];
    private readonly HashSet<int> _lost = [];
    private int _done;
    private (long Index, Exception Error)? _failure;

    public async Task<TResult[]> RunAsync(IEnumerable<TSource> source, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using IEnumerator<TSource> items = source.GetEnumerator();
        long next = 0;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (Take(items, ref next) is { } work)
                {
                    int pid = await pool.TakeAsync(stop.Token).ConfigureAwait(false);
                    Begin(RunBatchAsync(pid, work, stop));
                }
                else if (!await AnyEndedAsync().ConfigureAwait(false))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // A failure, or the caller; both are told below.
        }
        catch (Exception e)
        {
            // The source threw, or the pool has no worker left.
            Fail(long.MaxValue, e, stop);
        }

        await AllEndedAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (_failure is { } failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure.Error);
        }

        return [.. _results];
    }

    /// <summary>The next batch: one that has to be done again, or new items.</summary>
    private (long First, TSource[] Items)? Take(IEnumerator<TSource> items, ref long next)
    {
        lock (_gate)
        {
            if (_again.TryDequeue(out (long First, TSource[] Items) again))
            {
                return again;
            }
        }

        var taken = new List<TSource>(options.BatchSize);
        while (taken.Count < options.BatchSize && items.MoveNext())
        {
            taken.Add(items.Current);
        }

        if (taken.Count == 0)
        {
            return null;
        }

        long first = next;
        next += taken.Count;
        lock (_gate)
        {
            for (int i = 0; i < taken.Count; i++)
            {
                _results.Add(default!);
            }
        }

        return (first, [.. taken]);
    }

    private async Task RunBatchAsync(int pid, (long First, TSource[] Items) work, CancellationTokenSource stop)
    {
        try
        {
            MapBatchResult<TResult> result = await cluster
                .InvokeAsync(pid, new RemoteFunction<MapBatchResult<TResult>>(new MapInvocation<TSource, TResult>(function, work.Items)), stop.Token)
                .ConfigureAwait(false);
            Store(work.First, result, stop);
        }
        catch (ProcessExitedException e) when (e.Pid != cluster.MyId && (options.Idempotent || e.Outcome == CallOutcome.NotStarted))
        {
            bool isNews;
            lock (_gate)
            {
                _again.Enqueue(work);
                isNews = _lost.Add(pid);
            }

            if (isNews)
            {
                TellLost(e, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The map has failed or was given up.
        }
        catch (Exception e)
        {
            Fail(work.First, e, stop);
        }
        finally
        {
            pool.Return(pid);
        }
    }

    private void TellLost(ProcessExitedException lost, CancellationTokenSource stop)
    {
        try
        {
            options.OnWorkerLost?.Invoke(lost);
        }
        catch (Exception e)
        {
            Fail(long.MaxValue, e, stop);
        }
    }

    private void Store(long first, MapBatchResult<TResult> result, CancellationTokenSource stop)
    {
        int done;
        lock (_gate)
        {
            for (int i = 0; i < result.Results.Length; i++)
            {
                _results[(int)(first + i)] = result.Results[i];
            }

            done = _done += result.Results.Length;
        }

        if (result.Failure is { } failure)
        {
            Fail(first + result.Results.Length, failure.ToException(), stop);
            return;
        }

        try
        {
            options.Progress?.Report(done);
        }
        catch (Exception e)
        {
            Fail(long.MaxValue, e, stop);
        }
    }

    private void Fail(long index, Exception error, CancellationTokenSource stop)
    {
        lock (_gate)
        {
            if (_failure is null || index < _failure.Value.Index)
            {
                _failure = (index, error);
            }
        }

        stop.Cancel();
    }

    private void Begin(Task running)
    {
        lock (_gate)
        {
            _running.Add(running);
        }

        running.ContinueWith(
            ended =>
            {
                lock (_gate)
                {
                    _running.Remove(ended);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Waits until a batch ends, since it may have to be done again. False when none is in flight.</summary>
    private async Task<bool> AnyEndedAsync()
    {
        Task[] running = Running();
        if (running.Length == 0)
        {
            lock (_gate)
            {
                return _again.Count > 0;
            }
        }

        await Task.WhenAny(running).ConfigureAwait(false);
        return true;
    }

    private async Task AllEndedAsync()
    {
        while (Running() is { Length: > 0 } running)
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
    }

    private Task[] Running()
    {
        lock (_gate)
        {
            return [.. _running.Where(t => !t.IsCompleted)];
        }
    }
}
