using Orleans.Distributed.Calls;
using Orleans.Distributed.Pools;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Pools;

/// <summary>Takes a worker, but not before the word has come that whoever asked for it has given up.</summary>
internal sealed class LateTake(Gate began, Rrid pool, LeaseKey key, bool takes) : Invocation<PoolGrant>
{
    private readonly Gate _began = began;
    private readonly Rrid _pool = pool;
    private readonly LeaseKey _key = key;
    private readonly bool _takes = takes;

    public override string Name => "a late take";

    public override bool IsSystem => true;

    public override async ValueTask<PoolGrant> InvokeAsync(IRunningCall call)
    {
        _began.Arrive();
        var givenUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (call.Cancellation.Register(givenUp.SetResult))
        {
            await givenUp.Task;
        }

        return await new PoolTake(_pool, _key, _takes).InvokeAsync(call);
    }
}
