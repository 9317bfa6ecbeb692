using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Diagnostics;

/// <summary>Lists what the process that runs this owns.</summary>
internal sealed class ReferenceInspection : Invocation<ReferenceInfo[]>
{
    public override string Name => "the list of references";

    public override bool IsSystem => true;

    public override ValueTask<ReferenceInfo[]> InvokeAsync(IRunningCall call)
    {
        IServiceProvider services = CallContext.Current!.Services;

        // Otherwise what this process itself has let go of, or got, would be missing for some milliseconds.
        services.GetRequiredService<ReferenceTraffic>().FlushAll();
        return new([.. services.GetRequiredService<ReferenceTable>().Describe()]);
    }
}
