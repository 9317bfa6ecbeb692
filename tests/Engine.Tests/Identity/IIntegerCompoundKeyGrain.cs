namespace Engine.Tests.Identity;

public interface IIntegerCompoundKeyGrain : IGrainWithIntegerCompoundKey
{
    Task<(long Key, string? Extension)> GetKey();
}
