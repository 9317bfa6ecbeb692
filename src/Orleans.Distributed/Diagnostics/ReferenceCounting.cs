using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Diagnostics;

/// <summary>Counts what the process that runs this keeps.</summary>
internal sealed class ReferenceCounting : Invocation<ReferenceCounts>
{
    public override string Name => "the count of references";

    public override bool IsSystem => true;

    public override ValueTask<ReferenceCounts> InvokeAsync(IRunningCall call)
    {
        CallContext context = CallContext.Current!;
        context.Services.GetRequiredService<ReferenceTraffic>().FlushAll();
        ReferenceTable table = context.Services.GetRequiredService<ReferenceTable>();
        IReadOnlyList<ReferenceInfo> all = table.Describe();
        return new(new ReferenceCounts(
            context.Process.Pid,
            all.Count(static info => info.Kind == ReferenceKind.Future),
            all.Count(static info => info.Kind == ReferenceKind.Channel),
            all.Count(static info => info.Kind == ReferenceKind.Function),
            context.Services.GetRequiredService<HandleTable>().Count,
            table.EarlyCount,
            all.Sum(static info => info.Bytes ?? 0)));
    }
}
