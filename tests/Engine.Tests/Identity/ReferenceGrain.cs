namespace Engine.Tests.Identity;

public sealed class ReferenceGrain : Grain, IReferenceGrain, IOtherFaceGrain
{
    public Task<string> GetName() => Task.FromResult(this.GetPrimaryKeyString());

    public Task<string> GetOtherName() => Task.FromResult("other " + this.GetPrimaryKeyString());

    public Task<IReferenceGrain> GetSelf() => Task.FromResult(this.AsReference<IReferenceGrain>());

    public Task<IReferenceGrain> GetThis() => Task.FromResult<IReferenceGrain>(this);

    public Task<string> GetNameOf(IReferenceGrain other) => other.GetName();

    public Task<IReferenceGrain?> Echo(IReferenceGrain? other) => Task.FromResult(other);

    public Task<ReferenceHolder> EchoHolder(ReferenceHolder holder) => Task.FromResult(holder);

    public Task<Dictionary<IReferenceGrain, int>> EchoDictionary(Dictionary<IReferenceGrain, int> values) => Task.FromResult(values);

    public Task<GrainId> EchoId(GrainId id) => Task.FromResult(id);
}
