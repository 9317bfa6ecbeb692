namespace Engine.Tests.Persistence;

public interface IUnstoredGrain : IGrainWithStringKey
{
    Task<int> GetBalance();
}
