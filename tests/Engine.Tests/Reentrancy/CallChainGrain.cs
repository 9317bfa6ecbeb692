namespace Engine.Tests.Reentrancy;

public sealed class CallChainGrain : Grain, ICallChainGrain
{
    public Task<int> CallBack(ICallChainGrain caller) => caller.Answer();

    public Task<int> CallThrough(ICallChainGrain middle) => middle.CallBack(this.AsReference<ICallChainGrain>());

    public async Task<int> CallThroughAllowingReentrancy(ICallChainGrain middle)
    {
        using var section = RequestContext.AllowCallChainReentrancy();
        return await middle.CallBack(this.AsReference<ICallChainGrain>());
    }

    public async Task<int> CallThroughSuppressingReentrancy(ICallChainGrain middle)
    {
        using var allowed = RequestContext.AllowCallChainReentrancy();
        using var suppressed = RequestContext.SuppressCallChainReentrancy();
        return await middle.CallBack(this.AsReference<ICallChainGrain>());
    }

    public Task<int> CallSelf() => this.AsReference<ICallChainGrain>().Answer();

    public async Task<int> CallSelfAllowingReentrancy()
    {
        using var section = RequestContext.AllowCallChainReentrancy();
        return await this.AsReference<ICallChainGrain>().Answer();
    }

    public Task<int> Answer() => Task.FromResult(42);
}
