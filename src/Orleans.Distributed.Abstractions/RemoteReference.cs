namespace Orleans.Distributed;

/// <summary>
/// A handle to something that one process owns and others may use: a future or a channel.
/// </summary>
/// <remarks>
/// Handles are equal when their <see cref="Id"/> is. A handle may be sent anywhere, as an argument, a result, a channel item
/// or captured state; a process that receives the same reference twice gets the same object. The owner keeps the value as
/// long as any process holds a handle. Disposing releases this process's claim at once; a handle that is forgotten
/// releases it when it is finalized.
/// </remarks>
public abstract class RemoteReference : IEquatable<RemoteReference>
{
    private protected RemoteReference(Rrid id, int where)
    {
        Id = id;
        Where = where;
    }

    /// <summary>The identity of the reference.</summary>
    public Rrid Id { get; }

    /// <summary>The pid of the owner: the process that holds the value.</summary>
    public int Where { get; }

    /// <summary>Whether <paramref name="other"/> refers to the same thing.</summary>
    /// <param name="other">The handle to compare with.</param>
    /// <returns><see langword="true"/> when the identities are equal.</returns>
    public bool Equals(RemoteReference? other) => other is not null && Id == other.Id;

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as RemoteReference);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Id.GetHashCode();
}
