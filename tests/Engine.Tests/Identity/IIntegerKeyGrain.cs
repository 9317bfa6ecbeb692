namespace Engine.Tests.Identity;

public interface IIntegerKeyGrain : IGrainWithIntegerKey
{
    Task<long> GetKey();
}
