namespace Engine.Tests.Reentrancy;

public interface ICallChainGrain : IGrainWithStringKey
{
    /// <summary>Calls back the caller of this method, within a call chain that started at <paramref name="caller"/>.</summary>
    Task<int> CallBack(ICallChainGrain caller);

    Task<int> CallThrough(ICallChainGrain middle);

    Task<int> CallThroughAllowingReentrancy(ICallChainGrain middle);

    Task<int> CallThroughSuppressingReentrancy(ICallChainGrain middle);

    Task<int> CallSelf();

    Task<int> CallSelfAllowingReentrancy();

    /// <summary>The end of the chain. Its limit is short, because a test waits for it to be exceeded.</summary>
    [ResponseTimeout("00:00:01")]
    Task<int> Answer();
}
