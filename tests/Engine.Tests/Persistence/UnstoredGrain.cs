namespace Engine.Tests.Persistence;

public sealed class UnstoredGrain([PersistentState("account", "nowhere")] IPersistentState<Account> account) : Grain, IUnstoredGrain
{
    public Task<int> GetBalance() => Task.FromResult(account.State.Balance);
}
