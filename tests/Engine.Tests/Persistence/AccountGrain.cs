namespace Engine.Tests.Persistence;

/// <summary>Has three states: two at the default provider, and one at another provider.</summary>
public sealed class AccountGrain(
    [PersistentState("account")] IPersistentState<Account> account,
    [PersistentState("archive")] IPersistentState<Account> archive,
    [PersistentState("elsewhere", PersistenceCluster.OtherProvider)] IPersistentState<Account> elsewhere) : Grain, IAccountGrain
{
    private readonly Guid _activation = Guid.NewGuid();
    private int _seenOnActivation;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _seenOnActivation = account.State.Balance;
        return Task.CompletedTask;
    }

    public Task Set(int balance)
    {
        account.State.Balance = balance;
        return Task.CompletedTask;
    }

    public Task Write() => account.WriteStateAsync();

    public Task Read() => account.ReadStateAsync();

    public Task Clear() => account.ClearStateAsync();

    public Task<int> GetBalance() => Task.FromResult(account.State.Balance);

    public Task<int> GetBalanceSeenOnActivation() => Task.FromResult(_seenOnActivation);

    public Task<(bool Exists, string? Etag)> GetRecord() => Task.FromResult((account.RecordExists, account.Etag));

    public Task WriteArchive(int balance)
    {
        archive.State.Balance = balance;
        return archive.WriteStateAsync();
    }

    public Task<int> GetArchivedBalance() => Task.FromResult(archive.State.Balance);

    public Task WriteElsewhere(int balance)
    {
        elsewhere.State.Balance = balance;
        return elsewhere.WriteStateAsync();
    }

    public Task<int> GetBalanceElsewhere() => Task.FromResult(elsewhere.State.Balance);

    public Task<Guid> Deactivate()
    {
        DeactivateOnIdle();
        return Task.FromResult(_activation);
    }

    public Task<Guid> GetActivation() => Task.FromResult(_activation);
}
