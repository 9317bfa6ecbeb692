namespace Orleans.Storage;

/// <summary>What became of a write.</summary>
/// <param name="Accepted">Whether the version in storage was the expected one.</param>
/// <param name="Before">The version in storage before.</param>
/// <param name="After">The version in storage now.</param>
[Immutable]
internal sealed record StoredVersions(bool Accepted, string? Before, string? After);
