namespace Engine.Tests.Methods;

public interface IDerivedGrain : IBaseGrain, ISecondBaseGrain
{
    Task<string> Own();
}
