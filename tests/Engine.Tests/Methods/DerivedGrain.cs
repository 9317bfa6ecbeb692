namespace Engine.Tests.Methods;

public sealed class DerivedGrain : Grain, IDerivedGrain
{
    public Task<string> Own() => Task.FromResult("own");

    public Task<string> Inherited() => Task.FromResult("inherited");

    public Task<string> InheritedFromSecond() => Task.FromResult("inherited from second");

    Task<string> IBaseGrain.InBoth() => Task.FromResult("first");

    Task<string> ISecondBaseGrain.InBoth() => Task.FromResult("second");
}
