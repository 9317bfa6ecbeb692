namespace Orleans.Distributed;

/// <summary>The place of one worker in a <see cref="Topology.Custom"/> topology.</summary>
/// <param name="Ident">Its name, unlike that of any other worker; <see langword="null"/> when no worker asks to be linked to it.</param>
/// <param name="ConnectIdents">
/// The names of the workers that it is linked to: workers that are there, or that are added by the same call. Links have no
/// direction: it is enough that one of the two asks.
/// </param>
[GenerateSerializer, Immutable, Alias("od.WorkerIdent")]
public sealed record WorkerIdent([property: Id(0)] string? Ident, [property: Id(1)] params IReadOnlyList<string> ConnectIdents);
