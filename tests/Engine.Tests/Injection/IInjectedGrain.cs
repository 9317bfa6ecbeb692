namespace Engine.Tests.Injection;

public interface IInjectedGrain : IGrainWithStringKey
{
    Task<string> AskService();

    Task<bool> ScopedServiceIsOfThisActivation();

    /// <summary>Asks another grain, found through the injected factory.</summary>
    Task<string> AskThroughInjectedFactory(string key);

    Task<string> AskThroughOwnFactory(string key);

    Task<string> AskServiceOfItsProvider();

    Task<bool> InjectedContextIsItsOwn();
}
