namespace Engine.Tests.Methods;

public interface IBaseGrain : IGrainWithStringKey
{
    Task<string> Inherited();

    Task<string> InBoth();
}
