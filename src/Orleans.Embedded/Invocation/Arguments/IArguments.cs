using Orleans.Distributed.Serialization;

namespace Orleans.Runtime.Invocation;

/// <summary>
/// The arguments of a call as a struct with one field each, so that they are passed, written and read without boxing.
/// In the bit masks, bit i stands for argument i; bits set are left out.
/// </summary>
internal interface IArguments
{
    /// <summary>The number of arguments.</summary>
    static abstract int Count { get; }

    void Write(ref ValueWriter writer, ulong leaveOut);

    void Read(ref ValueReader reader, ulong leaveOut);

    object? Get(int index);

    void Set(int index, object? value);
}
