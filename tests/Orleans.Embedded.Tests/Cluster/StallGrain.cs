using Orleans.Concurrency;
using Orleans.Serialization.Invocation;

namespace Orleans.Embedded.Tests.Cluster;

[MayInterleave(nameof(MayInterleave))]
public sealed class StallGrain : Grain, IStallGrain
{
    private int _count;

    public static bool MayInterleave(IInvokable request)
    {
        if (request.GetMethodName() != nameof(Ask))
        {
            return false;
        }

        Stall.Of((string)request.GetArgument(0)!).Enter();
        return true;
    }

    public Task Take(StallingValue value) => Task.CompletedTask;

    public Task TakeAny(object value) => Task.CompletedTask;

    public Task<StallingValue> Give(string key) => Task.FromResult(StallingValue.Of(key));

    public Task Throw(string key) => throw new StallingException { Value = StallingValue.Of(key) };

    public Task<int> Count() => Task.FromResult(++_count);

    public Task Ask(string key) => Task.CompletedTask;

    public Task Wait(string key) => Stall.Of(key).EnterAsync();
}
