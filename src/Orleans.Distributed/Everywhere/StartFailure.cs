using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.Membership;

namespace Orleans.Distributed.Everywhere;

/// <summary>Tells the head why a process that it has launched cannot join.</summary>
internal sealed class StartFailure(int pid, RemoteFault fault) : Invocation<Nothing>
{
    private readonly int _pid = pid;
    private readonly RemoteFault _fault = fault;

    public override string Name => "the report of a failed start";

    public override bool IsSystem => true;

    public override ValueTask<Nothing> InvokeAsync(IRunningCall call)
    {
        CallContext.Current?.Services.GetRequiredService<LaunchedWorkers>().NoteStartFailure(_pid, _fault.ToException());
        return default;
    }
}
