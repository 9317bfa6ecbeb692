using Orleans.Placement;

namespace Engine.Tests.Values;

/// <summary>Lives where it is called first, so that a test can choose between a call within a silo and one across.</summary>
[PreferLocalPlacement]
public sealed class ValueGrain : Grain, IValueGrain
{
    private List<int> _kept = [];

    public Task<T> Echo<T>(T value) => Task.FromResult(value);

    public Task<int?> EchoNullable(int? value) => Task.FromResult(value);

    public Task<int> Append(List<int> list, int item)
    {
        list.Add(item);
        return Task.FromResult(list.Count);
    }

    public Task Keep(List<int> list)
    {
        _kept = list;
        return Task.CompletedTask;
    }

    public Task<List<int>> GetKept() => Task.FromResult(_kept);

    public Task<bool> AreSame(object first, object second) => Task.FromResult(ReferenceEquals(first, second));

    public Task<(List<int> First, List<int> Second)> ReturnTwice(List<int> list) => Task.FromResult((list, list));

    public Task<Node> EchoNode(Node node) => Task.FromResult(node);

    public Task<bool> IsTheVeryObject(Sealed value) => Task.FromResult(ReferenceEquals(value, SharedPlace.Value));

    public Task<bool> IsTheVeryObjectMarkedAtTheParameter(List<int> value) => Task.FromResult(ReferenceEquals(value, SharedPlace.Value));

    public Task<bool> IsTheVeryObjectInImmutable(Immutable<List<int>> value) =>
        Task.FromResult(ReferenceEquals(value.Value, SharedPlace.Value));

    public Task<string> Describe(Shape shape) => Task.FromResult(shape.Describe());

    public Task<string> GetTypeName(object? value) => Task.FromResult(value?.GetType().Name ?? "null");
}
