namespace Engine.Tests.Exceptions;

public interface IBrokenConstructorGrain : IGrainWithStringKey
{
    Task<int> Answer();
}
