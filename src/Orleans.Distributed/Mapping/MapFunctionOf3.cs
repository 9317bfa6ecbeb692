namespace Orleans.Distributed.Mapping;

/// <summary>A function of one item of each of three sources at a time.</summary>
internal sealed class MapFunction<T1, T2, T3, TResult>(FunctionShape shape) : MapFunction<(T1, T2, T3), TResult>(shape)
{
    public override ValueTask<TResult> InvokeAsync(Delegate function, (T1, T2, T3) item, CancellationToken cancellationToken) => Shape switch
    {
        FunctionShape.Value => new(((Func<T1, T2, T3, TResult>)function)(item.Item1, item.Item2, item.Item3)),
        FunctionShape.Task => new(((Func<T1, T2, T3, Task<TResult>>)function)(item.Item1, item.Item2, item.Item3)),
        FunctionShape.ValueWithToken => new(((Func<T1, T2, T3, CancellationToken, TResult>)function)(item.Item1, item.Item2, item.Item3, cancellationToken)),
        _ => new(((Func<T1, T2, T3, CancellationToken, Task<TResult>>)function)(item.Item1, item.Item2, item.Item3, cancellationToken)),
    };
}
