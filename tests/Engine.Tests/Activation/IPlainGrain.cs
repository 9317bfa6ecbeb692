namespace Engine.Tests.Activation;

public interface IPlainGrain : IGrainWithStringKey
{
    Task<string> GetKey();

    Task Deactivate();
}
