namespace Orleans.Distributed.Calls;

/// <summary>An <see cref="Invocation"/> whose function returns a <typeparamref name="TResult"/>.</summary>
internal abstract class Invocation<TResult> : Invocation
{
    public sealed override ValueTask RunAsync(IResultConsumer consumer, IRunningCall call)
    {
        ValueTask<TResult> running = InvokeAsync(call);
        if (running.IsCompletedSuccessfully)
        {
            consumer.Accept(running.Result);
            return default;
        }

        return Await(running, consumer);

        static async ValueTask Await(ValueTask<TResult> running, IResultConsumer consumer) => consumer.Accept(await running);
    }

    public abstract ValueTask<TResult> InvokeAsync(IRunningCall call);

    /// <summary>The same call of another function, or of none, to be filled in later.</summary>
    public virtual Invocation<TResult> WithFunction(Delegate? function) =>
        throw new InvalidOperationException($"{GetType()} holds no function of its caller's.");

    /// <summary>Waits for a function without a result. Only reached where <typeparamref name="TResult"/> is <see cref="Nothing"/>.</summary>
    protected static async ValueTask<TResult> WithoutResult(Task task)
    {
        await task;
        return default!;
    }

    protected static Exception UnknownShape(Delegate function) =>
        new InvalidOperationException($"A function of type {function.GetType()} cannot be called with these arguments.");
}
