using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Futures;

/// <summary>A value of type <typeparamref name="T"/> on its way into a future that another process owns.</summary>
internal sealed class FutureValue<T>(T value) : IFutureValue
{
    [PathName]
    private readonly T _value = value;

    public StoredResult ToResult() => new StoredValue<T>(_value);
}
