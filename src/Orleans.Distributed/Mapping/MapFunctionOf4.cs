namespace Orleans.Distributed.Mapping;

/// <summary>A function of one item of each of four sources at a time.</summary>
internal sealed class MapFunction<T1, T2, T3, T4, TResult>(FunctionShape shape) : MapFunction<(T1, T2, T3, T4), TResult>(shape)
{
    public override ValueTask<TResult> InvokeAsync(Delegate function, (T1, T2, T3, T4) item, CancellationToken cancellationToken) => Shape switch
    {
        FunctionShape.Value => new(((Func<T1, T2, T3, T4, TResult>)function)(item.Item1, item.Item2, item.Item3, item.Item4)),
        FunctionShape.Task => new(((Func<T1, T2, T3, T4, Task<TResult>>)function)(item.Item1, item.Item2, item.Item3, item.Item4)),
        FunctionShape.ValueWithToken => new(((Func<T1, T2, T3, T4, CancellationToken, TResult>)function)(item.Item1, item.Item2, item.Item3, item.Item4, cancellationToken)),
        _ => new(((Func<T1, T2, T3, T4, CancellationToken, Task<TResult>>)function)(item.Item1, item.Item2, item.Item3, item.Item4, cancellationToken)),
    };
}
