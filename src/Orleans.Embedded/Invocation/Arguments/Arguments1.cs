using Orleans.Distributed.Serialization;

namespace Orleans.Runtime.Invocation;

#pragma warning disable CS0649 // The fields are set by generated code.
/// <inheritdoc cref="IArguments"/>
internal struct Arguments<T0> : IArguments
{
    public T0 Item0;

    public static int Count => 1;

    public readonly void Write(ref ValueWriter writer, ulong leaveOut)
    {
        if ((leaveOut & 1) == 0)
        {
            writer.Write(Item0);
        }
    }

    public void Read(ref ValueReader reader, ulong leaveOut)
    {
        if ((leaveOut & 1) == 0)
        {
            Item0 = reader.Read<T0>();
        }
    }

    public readonly object? Get(int index) => index switch
    {
        0 => Item0,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public void Set(int index, object? value)
    {
        switch (index)
        {
            case 0:
                Item0 = (T0)value!;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(index));
        }
    }
}
