using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Calls;

/// <summary>A function and its two arguments, in any of the shapes that a remote call takes.</summary>
internal sealed class Invocation<T1, T2, TResult>(Delegate function, T1 argument1, T2 argument2) : Invocation<TResult>
{
    [PathName]
    private readonly Delegate _function = function;

    [PathName("the first argument")]
    private readonly T1 _argument1 = argument1;

    [PathName("the second argument")]
    private readonly T2 _argument2 = argument2;

    public override string Name => FunctionName.Of(_function);

    public override Delegate? Function => _function;

    public override Invocation<TResult> WithFunction(Delegate? function) =>
        new Invocation<T1, T2, TResult>(function!, _argument1, _argument2);

    public override ValueTask<TResult> InvokeAsync(IRunningCall call)
    {
        switch (_function)
        {
            case Func<T1, T2, Task<TResult>> f:
                return new(f(_argument1, _argument2));
            case Func<T1, T2, TResult> f:
                return new(f(_argument1, _argument2));
            case Func<T1, T2, CancellationToken, Task<TResult>> f:
                return new(f(_argument1, _argument2, call.Cancellation));
            case Func<T1, T2, CancellationToken, TResult> f:
                return new(f(_argument1, _argument2, call.Cancellation));
            case Func<T1, T2, Task> f:
                return WithoutResult(f(_argument1, _argument2));
            case Action<T1, T2> f:
                f(_argument1, _argument2);
                return default;
            case Func<T1, T2, CancellationToken, Task> f:
                return WithoutResult(f(_argument1, _argument2, call.Cancellation));
            case Action<T1, T2, CancellationToken> f:
                f(_argument1, _argument2, call.Cancellation);
                return default;
            default:
                throw UnknownShape(_function);
        }
    }
}
