using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Functions;

namespace Orleans.Distributed.Everywhere;

/// <summary>Asks the head for the functions that a process has to run before it joins.</summary>
internal sealed class RecordQuery(long after) : Invocation<RecordedFunctions>
{
    private readonly long _after = after;

    public override string Name => "the query for recorded functions";

    public override bool IsSystem => true;

    public override ValueTask<RecordedFunctions> InvokeAsync(IRunningCall call)
    {
        CallContext context = CallContext.Current ?? throw new InvalidOperationException("The head is asked by a call.");
        (long through, ShippedFunction[] functions) = context.Services.GetRequiredService<EverywhereRecords>().After(_after);
        return new(new RecordedFunctions(through, functions));
    }
}
