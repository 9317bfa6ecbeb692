namespace Engine.Tests.Methods;

public sealed class RedGrain : Grain, ITwiceImplementedGrain
{
    public Task<string> GetName() => Task.FromResult("red");
}
