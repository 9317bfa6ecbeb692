namespace Engine.Tests.Identity;

public interface IGuidCompoundKeyGrain : IGrainWithGuidCompoundKey
{
    Task<(Guid Key, string? Extension)> GetKey();
}
