namespace Engine.Tests.Identity;

public interface IStringKeyGrain : IGrainWithStringKey
{
    Task<string> GetKey();

    Task<GrainId> GetId();
}
