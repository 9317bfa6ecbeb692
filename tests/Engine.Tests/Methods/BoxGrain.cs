namespace Engine.Tests.Methods;

public sealed class BoxGrain<T> : Grain, IBoxGrain<T>
{
    private T? _value;

    public Task Put(T value)
    {
        _value = value;
        return Task.CompletedTask;
    }

    public Task<T?> Get() => Task.FromResult(_value);

    public Task<List<T>> Repeat(int count) => Task.FromResult(Enumerable.Repeat(_value!, count).ToList());
}
