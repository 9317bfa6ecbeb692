using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;

namespace Orleans.Distributed.Everywhere;

/// <summary>Takes a record back: processes that join from now on do not run the function.</summary>
internal sealed class RecordRemoval(long number) : Invocation<Nothing>
{
    private readonly long _number = number;

    public override string Name => "the removal of a recorded function";

    public override bool IsSystem => true;

    public override ValueTask<Nothing> InvokeAsync(IRunningCall call)
    {
        CallContext.Current?.Services.GetRequiredService<EverywhereRecords>().Remove(_number);
        return default;
    }
}
