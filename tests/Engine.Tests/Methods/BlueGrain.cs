namespace Engine.Tests.Methods;

public sealed class BlueGrain : Grain, ITwiceImplementedGrain
{
    public Task<string> GetName() => Task.FromResult("blue");
}
