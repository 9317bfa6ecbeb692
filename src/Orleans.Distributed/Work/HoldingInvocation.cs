using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Work;

/// <summary>A call on behalf of a work that holds workers of pools.</summary>
internal sealed class HoldingInvocation<T>(Invocation<T> call, HeldLease[] held) : Invocation<T>
{
    private readonly Invocation<T> _call = call;
    private readonly HeldLease[] _held = held;

    public override string Name => _call.Name;

    public override bool IsSystem => _call.IsSystem;

    public override ValueTask<T> InvokeAsync(IRunningCall call)
    {
        HeldLeases.Current = _held;
        return _call.InvokeAsync(call);
    }
}
