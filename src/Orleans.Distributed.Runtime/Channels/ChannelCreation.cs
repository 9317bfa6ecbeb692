using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.References;

namespace Orleans.Distributed.Channels;

/// <summary>Makes a channel at the process that runs this.</summary>
internal sealed class ChannelCreation<T>(Rrid id, int capacity) : Invocation<Nothing>
{
    private readonly Rrid _id = id;
    private readonly int _capacity = capacity;

    public override string Name => "the creation of a channel";

    public override bool IsSystem => true;

    public override ValueTask<Nothing> InvokeAsync(IRunningCall call)
    {
        CallContext context = CallContext.Current ?? throw new InvalidOperationException("A channel is made by a call, in the process that will own it.");
        context.Services.GetRequiredService<ReferenceTable>().Add(new ChannelEntry<T>(_id, _capacity));
        return default;
    }
}
