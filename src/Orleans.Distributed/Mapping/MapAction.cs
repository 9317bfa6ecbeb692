using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Mapping;

/// <summary>A function of one item at a time that returns nothing.</summary>
internal sealed class MapAction<T>(FunctionShape shape) : MapFunction<T, Nothing>(shape)
{
    public override ValueTask<Nothing> InvokeAsync(Delegate function, T item, CancellationToken cancellationToken)
    {
        switch (Shape)
        {
            case FunctionShape.Value:
                ((Action<T>)function)(item);
                return default;
            case FunctionShape.Task:
                return WithoutResult(((Func<T, Task>)function)(item));
            case FunctionShape.ValueWithToken:
                ((Action<T, CancellationToken>)function)(item, cancellationToken);
                return default;
            default:
                return WithoutResult(((Func<T, CancellationToken, Task>)function)(item, cancellationToken));
        }
    }

    private static async ValueTask<Nothing> WithoutResult(Task task)
    {
        await task;
        return default;
    }
}
