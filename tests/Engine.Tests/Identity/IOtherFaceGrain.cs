namespace Engine.Tests.Identity;

/// <summary>A second interface of the grain that implements <see cref="IReferenceGrain"/>.</summary>
public interface IOtherFaceGrain : IGrainWithStringKey
{
    Task<string> GetOtherName();
}
