namespace Engine.Tests.Exceptions;

public interface IBrokenActivationGrain : IGrainWithStringKey
{
    Task<int> Answer();
}
