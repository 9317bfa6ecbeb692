namespace Engine.Tests.Identity;

public sealed class StringKeyGrain : Grain, IStringKeyGrain
{
    public Task<string> GetKey() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<GrainId> GetId() => Task.FromResult(this.GetGrainId());
}
