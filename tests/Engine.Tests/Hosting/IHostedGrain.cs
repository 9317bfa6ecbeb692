namespace Engine.Tests.Hosting;

public interface IHostedGrain : IGrainWithStringKey
{
    Task<SiloAddress> GetSilo();

    Task<string> GetSiloName();

    Task<int> Increment();

    /// <summary>The same, with a short limit.</summary>
    [ResponseTimeout("00:00:02")]
    Task<int> IncrementSoon();

    Task Subscribe(IHostedObserver observer);

    Task<string> Ask(string question);

    /// <summary>Signals "entered", and works until "open".</summary>
    Task<int> Work();
}
