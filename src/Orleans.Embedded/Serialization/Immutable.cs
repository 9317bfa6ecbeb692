namespace Orleans.Concurrency;

/// <summary>A value that does not change once it was sent, so a call within one silo need not copy it.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
[GenerateSerializer]
[Immutable]
public readonly struct Immutable<T>
{
    /// <summary>The value.</summary>
    [Id(0)]
    public readonly T Value;

    /// <summary>Wraps a value.</summary>
    /// <param name="value">The value.</param>
    public Immutable(T value) => Value = value;
}
