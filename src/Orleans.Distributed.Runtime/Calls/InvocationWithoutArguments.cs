namespace Orleans.Distributed.Calls;

/// <summary>A function and its no arguments, in any of the shapes that a remote call takes.</summary>
internal sealed class InvocationWithoutArguments<TResult>(Delegate function) : Invocation<TResult>
{
    private readonly Delegate _function = function;

    public override string Name => FunctionName.Of(_function);

    public override ValueTask<TResult> InvokeAsync(CancellationToken cancellationToken)
    {
        switch (_function)
        {
            case Func<Task<TResult>> f:
                return new(f());
            case Func<TResult> f:
                return new(f());
            case Func<CancellationToken, Task<TResult>> f:
                return new(f(cancellationToken));
            case Func<CancellationToken, TResult> f:
                return new(f(cancellationToken));
            case Func<Task> f:
                return WithoutResult(f());
            case Action f:
                f();
                return default;
            case Func<CancellationToken, Task> f:
                return WithoutResult(f(cancellationToken));
            case Action<CancellationToken> f:
                f(cancellationToken);
                return default;
            default:
                throw UnknownShape(_function);
        }
    }
}
