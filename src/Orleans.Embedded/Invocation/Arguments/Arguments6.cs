using Orleans.Distributed.Serialization;

namespace Orleans.Runtime.Invocation;

#pragma warning disable CS0649 // The fields are set by generated code.
/// <inheritdoc cref="IArguments"/>
internal struct Arguments<T0, T1, T2, T3, T4, T5> : IArguments
{
    public T0 Item0;
    public T1 Item1;
    public T2 Item2;
    public T3 Item3;
    public T4 Item4;
    public T5 Item5;

    public static int Count => 6;

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

        if ((leaveOut & 4) == 0)
        {
            writer.Write(Item2);
        }

        if ((leaveOut & 8) == 0)
        {
            writer.Write(Item3);
        }

        if ((leaveOut & 16) == 0)
        {
            writer.Write(Item4);
        }

        if ((leaveOut & 32) == 0)
        {
            writer.Write(Item5);
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

        if ((leaveOut & 4) == 0)
        {
            Item2 = reader.Read<T2>();
        }

        if ((leaveOut & 8) == 0)
        {
            Item3 = reader.Read<T3>();
        }

        if ((leaveOut & 16) == 0)
        {
            Item4 = reader.Read<T4>();
        }

        if ((leaveOut & 32) == 0)
        {
            Item5 = reader.Read<T5>();
        }
    }

    public readonly object? Get(int index) => index switch
    {
        0 => Item0,
        1 => Item1,
        2 => Item2,
        3 => Item3,
        4 => Item4,
        5 => Item5,
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
            case 2:
                Item2 = (T2)value!;
                break;
            case 3:
                Item3 = (T3)value!;
                break;
            case 4:
                Item4 = (T4)value!;
                break;
            case 5:
                Item5 = (T5)value!;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(index));
        }
    }
}
