using Orleans.Distributed.Functions;

namespace Orleans.Distributed.Everywhere;

/// <summary>Functions that a process has to run before it joins.</summary>
/// <param name="Through">The number of the last one that there is.</param>
/// <param name="Functions">The functions, in order.</param>
internal sealed record RecordedFunctions(long Through, ShippedFunction[] Functions);
