namespace Engine.Tests.Activation;

public interface IEagerGrain : IGrainWithStringKey
{
    /// <summary>What another grain answered while this one was activated.</summary>
    Task<int> GetAnswer();
}
