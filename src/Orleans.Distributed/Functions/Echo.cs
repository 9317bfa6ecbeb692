using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Functions;

/// <summary>Does nothing: that it was done tells that everything which was sent before has arrived.</summary>
internal sealed class Echo : Invocation<Nothing>
{
    public override string Name => "an echo";

    public override bool IsSystem => true;

    public override ValueTask<Nothing> InvokeAsync(IRunningCall call) => default;
}
