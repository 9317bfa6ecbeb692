using Orleans.Distributed.Callbacks;

namespace Orleans.Distributed.Tests.Callbacks;

public sealed class CallbackListTests
{
    private readonly CallbackList<Action> _callbacks = new("test");

    [Fact]
    public void Add_KeyIsTaken_IsRefusedAndFirstStays()
    {
        Action first = static () => { };
        _callbacks.Add(first, "key");

        var error = Assert.Throws<ArgumentException>(() => _callbacks.Add(static () => { }, "key"));

        Assert.Contains("\"key\"", error.Message, StringComparison.Ordinal);
        Assert.Equal([("key", first)], _callbacks.ToArray());
    }

    [Fact]
    public void Add_NoKey_MakesKeysThatAreFree()
    {
        using WorkerCallback given = _callbacks.Add(static () => { }, "test-1");
        using WorkerCallback first = _callbacks.Add(static () => { }, null);
        using WorkerCallback second = _callbacks.Add(static () => { }, null);

        Assert.Equal(3, new[] { given.Key, first.Key, second.Key }.Distinct().Count());
    }

    [Fact]
    public void Add_NoFunction_IsRefused() => Assert.Throws<ArgumentNullException>(() => _callbacks.Add(null!, "key"));

    [Fact]
    public void ToArray_Several_AreInTheOrderOfRegistration()
    {
        string[] keys = ["b", "a", "c"];
        foreach (string key in keys)
        {
            _callbacks.Add(static () => { }, key);
        }

        Assert.Equal(keys, _callbacks.ToArray().Select(c => c.Key));
    }

    [Fact]
    public void Dispose_KeyWasGivenToAnother_RemovesOnlyItsOwn()
    {
        WorkerCallback old = _callbacks.Add(static () => { }, "key");
        Assert.True(_callbacks.Remove("key"));
        _callbacks.Add(static () => { }, "key");

        old.Dispose();
        old.Dispose();

        Assert.Equal("key", Assert.Single(_callbacks.ToArray()).Key);
    }

    [Fact]
    public void Remove_UnknownKey_SaysSo()
    {
        Assert.False(_callbacks.Remove("key"));
        Assert.Throws<ArgumentNullException>(() => _callbacks.Remove(null!));
        Assert.True(_callbacks.IsEmpty);
    }
}
