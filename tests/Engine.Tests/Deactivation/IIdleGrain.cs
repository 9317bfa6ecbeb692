namespace Engine.Tests.Deactivation;

public interface IIdleGrain : IGrainWithStringKey
{
    Task Touch();

    Task Delay(TimeSpan time);

    /// <summary>Waits for "open".</summary>
    Task Work();
}
