using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Calls;

/// <summary>A function and its one argument, in any of the shapes that a remote call takes.</summary>
internal sealed class Invocation<T1, TResult>(Delegate function, T1 argument1) : Invocation<TResult>
{
    [PathName]
    private readonly Delegate _function = function;

    [PathName("the first argument")]
    private readonly T1 _argument1 = argument1;

    public override string Name => FunctionName.Of(_function);

    public override Delegate? Function => _function;

    public override Invocation<TResult> WithFunction(Delegate? function) =>
        new Invocation<T1, TResult>(function!, _argument1);

    public override ValueTask<TResult> InvokeAsync(IRunningCall call)
    {
        switch (_function)
        {
            case Func<T1, Task<TResult>> f:
                return new(f(_argument1));
            case Func<T1, TResult> f:
                return new(f(_argument1));
            case Func<T1, CancellationToken, Task<TResult>> f:
                return new(f(_argument1, call.Cancellation));
            case Func<T1, CancellationToken, TResult> f:
                return new(f(_argument1, call.Cancellation));
            case Func<T1, Task> f:
                return WithoutResult(f(_argument1));
            case Action<T1> f:
                f(_argument1);
                return default;
            case Func<T1, CancellationToken, Task> f:
                return WithoutResult(f(_argument1, call.Cancellation));
            case Action<T1, CancellationToken> f:
                f(_argument1, call.Cancellation);
                return default;
            default:
                throw UnknownShape(_function);
        }
    }
}
