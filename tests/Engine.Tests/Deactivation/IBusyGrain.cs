namespace Engine.Tests.Deactivation;

public interface IBusyGrain : IGrainWithStringKey
{
    /// <summary>Works until <paramref name="signal"/>.</summary>
    Task Work(string signal);

    Task Deactivate();
}
