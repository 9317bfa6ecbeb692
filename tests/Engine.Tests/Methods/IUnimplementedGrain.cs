namespace Engine.Tests.Methods;

/// <summary>No class implements this interface.</summary>
public interface IUnimplementedGrain : IGrainWithStringKey
{
    Task Call();
}
