namespace Orleans.Storage;

/// <summary>A state in memory.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Version">Its version.</param>
[Immutable]
internal sealed record StoredState(byte[] Bytes, string Version);
