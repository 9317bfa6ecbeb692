namespace Engine.Tests.Persistence;

public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Changes the state in memory only.</summary>
    Task Set(int balance);

    Task Write();

    Task Read();

    Task Clear();

    Task<int> GetBalance();

    Task<int> GetBalanceSeenOnActivation();

    Task<(bool Exists, string? Etag)> GetRecord();

    Task WriteArchive(int balance);

    Task<int> GetArchivedBalance();

    Task WriteElsewhere(int balance);

    Task<int> GetBalanceElsewhere();

    Task<Guid> Deactivate();

    Task<Guid> GetActivation();
}
