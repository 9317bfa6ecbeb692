using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Functions;

/// <summary>A call of a function that its process has got before.</summary>
/// <param name="function">The function.</param>
/// <param name="call">The call without it.</param>
internal sealed class CachedInvocation<TResult>(FunctionReference function, Invocation<TResult> call) : Invocation<TResult>
{
    private readonly FunctionReference _function = function;
    private readonly Invocation<TResult> _call = call;

    public override string Name => _function.Name;

    public override bool IsSystem => _call.IsSystem;

    public override ValueTask<TResult> InvokeAsync(IRunningCall call) => _call.WithFunction(_function.Resolve()).InvokeAsync(call);
}
