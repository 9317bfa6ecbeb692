namespace Engine.Tests.Methods;

public interface ISecondBaseGrain : IGrainWithStringKey
{
    Task<string> InheritedFromSecond();

    Task<string> InBoth();
}
