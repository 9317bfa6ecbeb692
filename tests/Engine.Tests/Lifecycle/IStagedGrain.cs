namespace Engine.Tests.Lifecycle;

public interface IStagedGrain : IGrainWithStringKey
{
    Task Call();

    Task Deactivate();
}
