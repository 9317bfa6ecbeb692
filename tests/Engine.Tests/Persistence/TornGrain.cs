namespace Engine.Tests.Persistence;

/// <summary>Holds the same record twice, so that each copy can become outdated.</summary>
public sealed class TornGrain(
    [PersistentState("torn")] IPersistentState<Account> left,
    [PersistentState("torn")] IPersistentState<Account> right) : Grain, ITornGrain
{
    private readonly Guid _activation = Guid.NewGuid();

    public Task WriteLeft(int balance)
    {
        left.State.Balance = balance;
        return left.WriteStateAsync();
    }

    public Task WriteRight(int balance)
    {
        right.State.Balance = balance;
        return right.WriteStateAsync();
    }

    public Task ClearRight() => right.ClearStateAsync();

    public async Task<int> ReadAndWriteRight(int balance)
    {
        await right.ReadStateAsync();
        var stored = right.State.Balance;
        await WriteRight(balance);
        return stored;
    }

    public async Task<string> TryWriteRight(int balance)
    {
        try
        {
            await WriteRight(balance);
            return "written";
        }
        catch (Orleans.Storage.InconsistentStateException)
        {
            return "inconsistent";
        }
    }

    public Task<Guid> GetActivation() => Task.FromResult(_activation);
}
