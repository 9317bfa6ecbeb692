using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Calls;

/// <summary>A function and its no arguments, in any of the shapes that a remote call takes.</summary>
internal sealed class InvocationWithoutArguments<TResult>(Delegate function) : Invocation<TResult>
{
    [PathName]
    private readonly Delegate _function = function;

    public override string Name => FunctionName.Of(_function);

    public override Delegate? Function => _function;

    public override Invocation<TResult> WithFunction(Delegate? function) => new InvocationWithoutArguments<TResult>(function!);

    public override ValueTask<TResult> InvokeAsync(IRunningCall call)
    {
        switch (_function)
        {
            case Func<Task<TResult>> f:
                return new(f());
            case Func<TResult> f:
                return new(f());
            case Func<CancellationToken, Task<TResult>> f:
                return new(f(call.Cancellation));
            case Func<CancellationToken, TResult> f:
                return new(f(call.Cancellation));
            case Func<Task> f:
                return WithoutResult(f());
            case Action f:
                f();
                return default;
            case Func<CancellationToken, Task> f:
                return WithoutResult(f(call.Cancellation));
            case Action<CancellationToken> f:
                f(call.Cancellation);
                return default;
            default:
                throw UnknownShape(_function);
        }
    }
}
