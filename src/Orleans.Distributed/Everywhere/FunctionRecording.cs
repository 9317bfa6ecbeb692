using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Functions;

namespace Orleans.Distributed.Everywhere;

/// <summary>Records a function at the head for the processes that join later.</summary>
internal sealed class FunctionRecording(ShippedFunction function) : Invocation<FunctionRecord>
{
    private readonly ShippedFunction _function = function;

    public override string Name => "the recording of a function for processes that join";

    public override bool IsSystem => true;

    public override ValueTask<FunctionRecord> InvokeAsync(IRunningCall call)
    {
        CallContext context = CallContext.Current ?? throw new InvalidOperationException("A function is recorded by a call at the head.");
        return new(context.Services.GetRequiredService<FunctionRecorder>().RecordAsync(_function.Function));
    }
}
