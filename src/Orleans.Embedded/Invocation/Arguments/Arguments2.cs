using Orleans.Distributed.Serialization;

namespace Orleans.Runtime.Invocation;

#pragma warning disable CS0649 // The fields are set by generated code.
/// <inheritdoc cref="IArguments"/>
internal struct Arguments<T0, T1> : IArguments
{
    public T0 Item0;
    public T1 Item1;

    public static int Count => 2;

    public readonly void Write(ref ValueWriter writer, ulong leaveOut)
    {
        if ((leaveOut & 1) == 0)
        {
            writer.Write(Item0);
        }

        if ((leaveOut & 2) == 0)
        {
            writer.Write(Item1);
        }
    }

    public void Read(ref ValueReader reader, ulong leaveOut)
    {
        if ((leaveOut & 1) == 0)
        {
            Item0 = reader.Read<T0>();
        }

        if ((leaveOut & 2) == 0)
        {
            Item1 = reader.Read<T1>();
        }
    }

    public readonly object? Get(int index) => index switch
    {
        0 => Item0,
        1 => Item1,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public void Set(int index, object? value)
    {
        switch (index)
        {
            case 0:
                Item0 = (T0)value!;
                break;
            case 1:
                Item1 = (T1)value!;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(index));
        }
    }
}
