namespace Engine.Tests.Persistence;

public interface ITornGrain : IGrainWithStringKey
{
    Task WriteLeft(int balance);

    Task WriteRight(int balance);

    Task ClearRight();

    /// <summary>Writes to the right after reading what was stored.</summary>
    Task<int> ReadAndWriteRight(int balance);

    /// <summary>Writes to the right and tells what went wrong.</summary>
    Task<string> TryWriteRight(int balance);

    Task<Guid> GetActivation();
}
