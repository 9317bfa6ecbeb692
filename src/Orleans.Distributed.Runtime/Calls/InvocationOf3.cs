using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Calls;

/// <summary>A function and its three arguments, in any of the shapes that a remote call takes.</summary>
internal sealed class Invocation<T1, T2, T3, TResult>(Delegate function, T1 argument1, T2 argument2, T3 argument3) : Invocation<TResult>
{
    [PathName]
    private readonly Delegate _function = function;

    [PathName("the first argument")]
    private readonly T1 _argument1 = argument1;

    [PathName("the second argument")]
    private readonly T2 _argument2 = argument2;

    [PathName("the third argument")]
    private readonly T3 _argument3 = argument3;

    public override string Name => FunctionName.Of(_function);

    public override Delegate? Function => _function;

    public override Invocation<TResult> WithFunction(Delegate? function) =>
        new Invocation<T1, T2, T3, TResult>(function!, _argument1, _argument2, _argument3);

    public override ValueTask<TResult> InvokeAsync(IRunningCall call)
    {
        switch (_function)
        {
            case Func<T1, T2, T3, Task<TResult>> f:
                return new(f(_argument1, _argument2, _argument3));
            case Func<T1, T2, T3, TResult> f:
                return new(f(_argument1, _argument2, _argument3));
            case Func<T1, T2, T3, CancellationToken, Task<TResult>> f:
                return new(f(_argument1, _argument2, _argument3, call.Cancellation));
            case Func<T1, T2, T3, CancellationToken, TResult> f:
                return new(f(_argument1, _argument2, _argument3, call.Cancellation));
            case Func<T1, T2, T3, Task> f:
                return WithoutResult(f(_argument1, _argument2, _argument3));
            case Action<T1, T2, T3> f:
                f(_argument1, _argument2, _argument3);
                return default;
            case Func<T1, T2, T3, CancellationToken, Task> f:
                return WithoutResult(f(_argument1, _argument2, _argument3, call.Cancellation));
            case Action<T1, T2, T3, CancellationToken> f:
                f(_argument1, _argument2, _argument3, call.Cancellation);
                return default;
            default:
                throw UnknownShape(_function);
        }
    }
}
