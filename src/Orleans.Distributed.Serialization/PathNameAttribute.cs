namespace Orleans.Distributed.Serialization;

/// <summary>
/// What a field is called in <see cref="UnsendableValueException.Path"/>, for classes that stand between the user and the value that
/// the user wrote.
/// </summary>
/// <param name="name">The name; <see langword="null"/>, the default, leaves the field out of the path.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class PathNameAttribute(string? name = null) : Attribute
{
    /// <summary>The name, or <see langword="null"/>.</summary>
    public string? Name { get; } = name;
}
