namespace Orleans.Distributed;

/// <summary>A future, a channel or a kept function, as its owner sees it at one moment.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Kind">What it is.</param>
/// <param name="TypeName">
/// The type of its value, its items or the function. For a future: of the value it holds, so <see langword="null"/> while there is none.
/// </param>
/// <param name="Holders">The pids of the processes that hold a handle, ascending.</param>
/// <param name="InTransit">How many handles are on their way to some process.</param>
/// <param name="IsSet">
/// For a future: whether it has its value or failure. For a channel: whether an item can be taken; <see langword="false"/> where a
/// user-made channel does not say. For a function: whether it was called.
/// </param>
/// <param name="IsFailed">
/// For a future: whether it holds a failure. For a channel: whether it was closed through a handle or a binding. For a function: whether
/// it could not be read.
/// </param>
/// <param name="Count">How many values or items the owner keeps for it; -1 where a user-made channel does not say.</param>
/// <param name="Waiting">How many operations wait at it.</param>
/// <param name="Bytes">
/// About how many bytes the values take; <see langword="null"/> where that is not known. It is known for numbers, texts, and arrays of
/// plain data.
/// </param>
public sealed record ReferenceInfo(
    Rrid Id,
    ReferenceKind Kind,
    string? TypeName,
    IReadOnlyList<int> Holders,
    int InTransit,
    bool IsSet,
    bool IsFailed,
    int Count,
    int Waiting,
    long? Bytes);
