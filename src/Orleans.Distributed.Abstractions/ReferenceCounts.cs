namespace Orleans.Distributed;

/// <summary>How much one process keeps of futures and channels, at one moment.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Futures">How many futures it owns.</param>
/// <param name="Channels">How many channels it owns.</param>
/// <param name="Functions">How many functions it keeps for other processes, which call them more than once.</param>
/// <param name="Handles">How many handles it has that came from other processes or went there.</param>
/// <param name="Announced">How many references it knows only by what other processes have told of them.</param>
/// <param name="Bytes">About how many bytes its values and items take, as far as that is known.</param>
public sealed record ReferenceCounts(int Pid, int Futures, int Channels, int Functions, int Handles, int Announced, long Bytes);
