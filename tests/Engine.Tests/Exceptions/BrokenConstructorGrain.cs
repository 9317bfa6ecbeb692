namespace Engine.Tests.Exceptions;

public sealed class BrokenConstructorGrain : Grain, IBrokenConstructorGrain
{
    public BrokenConstructorGrain() => throw new CodedException("cannot construct", 13);

    public Task<int> Answer() => Task.FromResult(42);
}
