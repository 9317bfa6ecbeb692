using Orleans.Distributed.Serialization;

namespace Orleans.Runtime.Invocation;

/// <inheritdoc cref="IArguments"/>
internal struct Arguments : IArguments
{
    public static int Count => 0;

    public readonly void Write(ref ValueWriter writer, ulong leaveOut)
    {
    }

    public readonly void Read(ref ValueReader reader, ulong leaveOut)
    {
    }

    public readonly object? Get(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    public readonly void Set(int index, object? value) => throw new ArgumentOutOfRangeException(nameof(index));
}
