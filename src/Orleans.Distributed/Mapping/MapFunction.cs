namespace Orleans.Distributed.Mapping;

/// <summary>How a mapped function is called with an item. Travels with each batch; the function itself stays at the worker.</summary>
internal abstract class MapFunction<TItem, TResult>(FunctionShape shape)
{
    protected FunctionShape Shape { get; } = shape;

    public abstract ValueTask<TResult> InvokeAsync(Delegate function, TItem item, CancellationToken cancellationToken);
}
