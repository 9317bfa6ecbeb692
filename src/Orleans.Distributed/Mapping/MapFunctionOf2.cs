namespace Orleans.Distributed.Mapping;

/// <summary>A function of one item of each of two sources at a time.</summary>
internal sealed class MapFunction<T1, T2, TResult>(FunctionShape shape) : MapFunction<(T1, T2), TResult>(shape)
{
    public override ValueTask<TResult> InvokeAsync(Delegate function, (T1, T2) item, CancellationToken cancellationToken) => Shape switch
    {
        FunctionShape.Value => new(((Func<T1, T2, TResult>)function)(item.Item1, item.Item2)),
        FunctionShape.Task => new(((Func<T1, T2, Task<TResult>>)function)(item.Item1, item.Item2)),
        FunctionShape.ValueWithToken => new(((Func<T1, T2, CancellationToken, TResult>)function)(item.Item1, item.Item2, cancellationToken)),
        _ => new(((Func<T1, T2, CancellationToken, Task<TResult>>)function)(item.Item1, item.Item2, cancellationToken)),
    };
}
