namespace Engine.Tests.Methods;

public interface ITwiceImplementedGrain : IGrainWithStringKey
{
    Task<string> GetName();
}
