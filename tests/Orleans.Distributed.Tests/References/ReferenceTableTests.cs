using System.Runtime.CompilerServices;
using Orleans.Distributed.Membership;
using Orleans.Distributed.References;
using Orleans.Distributed.Tests.Membership;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.References;

public sealed class ReferenceTableTests
{
    private readonly StillTime _time = new();

    [Fact]
    public async Task End_WhileHandlesOfADeadProcessMayBeOnTheirWay_TableIsLetGo()
    {
        WeakReference table = EndedTable();

        await WaitExtensions.HoldsAfterCollection(() => !table.IsAlive);
        GC.KeepAlive(_time);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference EndedTable()
    {
        var processes = new ProcessTable();
        var table = new ReferenceTable(processes, _time);
        processes.Apply(Snapshots.Of(1, 1, 2));
        processes.Apply(Snapshots.Of(2, 1) with { NextPid = 3, Departed = [Snapshots.Departure(2) with { HadJoined = true }] });
        table.End(new ProcessExitedException(1, new ProcessExit { Reason = ProcessExitReason.Removed }, CallOutcome.MayHaveRun));
        return new WeakReference(table);
    }
}
