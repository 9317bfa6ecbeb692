namespace Engine.Tests.Values;

public interface IValueGrain : IGrainWithStringKey
{
    Task<T> Echo<T>(T value);

    Task<int?> EchoNullable(int? value);

    /// <summary>Adds to the list it was given, and returns its length.</summary>
    Task<int> Append(List<int> list, int item);

    /// <summary>Keeps the list it was given.</summary>
    Task Keep(List<int> list);

    Task<List<int>> GetKept();

    Task<bool> AreSame(object first, object second);

    Task<(List<int> First, List<int> Second)> ReturnTwice(List<int> list);

    Task<Node> EchoNode(Node node);

    /// <summary>Tells whether the value is the very object that the test put into <see cref="SharedPlace"/>.</summary>
    Task<bool> IsTheVeryObject(Sealed value);

    Task<bool> IsTheVeryObjectMarkedAtTheParameter([Immutable] List<int> value);

    Task<bool> IsTheVeryObjectInImmutable(Immutable<List<int>> value);

    Task<string> Describe(Shape shape);

    Task<string> GetTypeName(object? value);
}
