namespace Engine.Tests.Identity;

public interface IReferenceGrain : IGrainWithStringKey
{
    Task<string> GetName();

    Task<IReferenceGrain> GetSelf();

    Task<IReferenceGrain> GetThis();

    Task<string> GetNameOf(IReferenceGrain other);

    Task<IReferenceGrain?> Echo(IReferenceGrain? other);

    Task<ReferenceHolder> EchoHolder(ReferenceHolder holder);

    Task<Dictionary<IReferenceGrain, int>> EchoDictionary(Dictionary<IReferenceGrain, int> values);

    Task<GrainId> EchoId(GrainId id);
}
