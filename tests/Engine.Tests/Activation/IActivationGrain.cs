namespace Engine.Tests.Activation;

public interface IActivationGrain : IGrainWithStringKey
{
    /// <summary>An id drawn when the activation was made.</summary>
    Task<Guid> GetActivation();

    /// <summary>The silo this activation lives in.</summary>
    Task<SiloAddress> GetSilo();

    Task<int> Increment();
}
