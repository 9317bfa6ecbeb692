using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Calls;

/// <summary>A function and its four arguments, in any of the shapes that a remote call takes.</summary>
internal sealed class Invocation<T1, T2, T3, T4, TResult>(Delegate function, T1 argument1, T2 argument2, T3 argument3, T4 argument4) : Invocation<TResult>
{
    [PathName]
    private readonly Delegate _function = function;

    [PathName("the first argument")]
    private readonly T1 _argument1 = argument1;

    [PathName("the second argument")]
    private readonly T2 _argument2 = argument2;

    [PathName("the third argument")]
    private readonly T3 _argument3 = argument3;

    [PathName("the fourth argument")]
    private readonly T4 _argument4 = argument4;

    public override string Name => FunctionName.Of(_function);

    public override Delegate? Function => _function;

    public override Invocation<TResult> WithFunction(Delegate? function) =>
        new Invocation<T1, T2, T3, T4, TResult>(function!, _argument1, _argument2, _argument3, _argument4);

    public override ValueTask<TResult> InvokeAsync(IRunningCall call)
    {
        switch (_function)
        {
            case Func<T1, T2, T3, T4, Task<TResult>> f:
                return new(f(_argument1, _argument2, _argument3, _argument4));
            case Func<T1, T2, T3, T4, TResult> f:
                return new(f(_argument1, _argument2, _argument3, _argument4));
            case Func<T1, T2, T3, T4, CancellationToken, Task<TResult>> f:
                return new(f(_argument1, _argument2, _argument3, _argument4, call.Cancellation));
            case Func<T1, T2, T3, T4, CancellationToken, TResult> f:
                return new(f(_argument1, _argument2, _argument3, _argument4, call.Cancellation));
            case Func<T1, T2, T3, T4, Task> f:
                return WithoutResult(f(_argument1, _argument2, _argument3, _argument4));
            case Action<T1, T2, T3, T4> f:
                f(_argument1, _argument2, _argument3, _argument4);
                return default;
            case Func<T1, T2, T3, T4, CancellationToken, Task> f:
                return WithoutResult(f(_argument1, _argument2, _argument3, _argument4, call.Cancellation));
            case Action<T1, T2, T3, T4, CancellationToken> f:
                f(_argument1, _argument2, _argument3, _argument4, call.Cancellation);
                return default;
            default:
                throw UnknownShape(_function);
        }
    }
}
