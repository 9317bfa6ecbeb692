namespace Orleans.Distributed.Mapping;

/// <summary>A function of one item at a time.</summary>
internal sealed class MapFunctionOfOne<T, TResult>(FunctionShape shape) : MapFunction<T, TResult>(shape)
{
    public override ValueTask<TResult> InvokeAsync(Delegate function, T item, CancellationToken cancellationToken) => Shape switch
    {
        FunctionShape.Value => new(((Func<T, TResult>)function)(item)),
        FunctionShape.Task => new(((Func<T, Task<TResult>>)function)(item)),
        FunctionShape.ValueWithToken => new(((Func<T, CancellationToken, TResult>)function)(item, cancellationToken)),
        _ => new(((Func<T, CancellationToken, Task<TResult>>)function)(item, cancellationToken)),
    };
}
