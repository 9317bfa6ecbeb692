namespace Engine.Tests.Context;

public interface IContextGrain : IGrainWithStringKey
{
    Task<object?> Get(string key);

    Task<object?> GetAfterAwait(string key);

    Task<object?> GetThrough(IContextGrain next, string key);

    /// <summary>Sets a value and passes it on.</summary>
    Task<object?> SetAndGetThrough(IContextGrain next, string key, object value);

    Task Set(string key, object value);

    Task<object?> RemoveAndGetThrough(IContextGrain next, string key);

    Task<string[]> GetKeys();
}
