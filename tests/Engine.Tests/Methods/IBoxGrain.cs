namespace Engine.Tests.Methods;

/// <summary>A generic grain interface.</summary>
public interface IBoxGrain<T> : IGrainWithStringKey
{
    Task Put(T value);

    Task<T?> Get();

    Task<List<T>> Repeat(int count);
}
