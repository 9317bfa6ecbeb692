namespace Engine.Tests.Context;

public sealed class ContextGrain : Grain, IContextGrain
{
    public Task<object?> Get(string key) => Task.FromResult(RequestContext.Get(key));

    public async Task<object?> GetAfterAwait(string key)
    {
        await Task.Yield();
        await Task.Run(static () => Thread.SpinWait(100));
        return RequestContext.Get(key);
    }

    public Task<object?> GetThrough(IContextGrain next, string key) => next.Get(key);

    public Task<object?> SetAndGetThrough(IContextGrain next, string key, object value)
    {
        RequestContext.Set(key, value);
        return next.Get(key);
    }

    public Task Set(string key, object value)
    {
        RequestContext.Set(key, value);
        return Task.CompletedTask;
    }

    public Task<object?> RemoveAndGetThrough(IContextGrain next, string key)
    {
        RequestContext.Remove(key);
        return next.Get(key);
    }

    public Task<string[]> GetKeys() => Task.FromResult(RequestContext.Keys.Order(StringComparer.Ordinal).ToArray());
}
