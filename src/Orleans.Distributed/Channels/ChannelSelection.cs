using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Calls;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Channels;

/// <summary>Looks at the oldest item of a channel at its owner, and sends what a function makes of it.</summary>
/// <remarks>It names the channel by its identity alone: a handle would make the owner a holder for no reason.</remarks>
internal sealed class ChannelSelection<T, TResult>(Rrid id, Func<T, TResult> selector) : Invocation<Selection<TResult>>
{
    private readonly Rrid _id = id;

    [PathName]
    private readonly Func<T, TResult> _selector = selector;

    public override string Name => FunctionName.Of(_selector);

    public override async ValueTask<Selection<TResult>> InvokeAsync(IRunningCall call)
    {
        HandleContext here = CallContext.Current!.Services.GetRequiredService<HandleContext>();
        if (!here.Owned.TryGet(_id, out _))
        {
            return new Selection<TResult>(CallStatus.Gone);
        }

        ChannelResult<T> result = await new OwnChannelPort<T>(here, _id).OperateAsync(new(ChannelOperation.Fetch), call.Cancellation);
        return result.Status == CallStatus.Value
            ? new Selection<TResult>(CallStatus.Value, _selector(result.Item!))
            : new Selection<TResult>(result.Status, default, result.Fault);
    }
}
