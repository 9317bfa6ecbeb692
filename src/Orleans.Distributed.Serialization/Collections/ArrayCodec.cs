using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Refusals;

namespace Orleans.Distributed.Serialization.Collections;

/// <summary>Arrays of several dimensions, and those that do not begin at index 0.</summary>
internal sealed class ArrayCodec<T>(Type type, Codec<T> element) : ObjectCodec(type)
{
    private readonly bool _isRaw = RawLayout.IsRaw(typeof(T));

    public override ulong Fingerprint { get; } = Fields.FingerprintOfElements(typeof(T));

    public override void WriteHead(ref ValueWriter writer, object value)
    {
        var array = (Array)value;
        for (int i = 0; i < array.Rank; i++)
        {
            writer.WriteVarUInt32((uint)array.GetLength(i));
            writer.WriteInt32(array.GetLowerBound(i));
        }
    }

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        if (_isRaw)
        {
            writer.WriteArray((Array)value, 0, SizeOf((Array)value));
            return;
        }

        foreach (ref T item in Items(value))
        {
            element.Write(ref writer, item);
        }
    }

    public override object Allocate(ref ValueReader reader)
    {
        int rank = WireType.GetArrayRank();
        var lengths = new int[rank];
        var bounds = new int[rank];
        ulong count = 1;
        for (int i = 0; i < rank; i++)
        {
            uint length = reader.ReadVarUInt32();
            count = length > int.MaxValue ? ulong.MaxValue : Math.Min(count * length, ulong.MaxValue >> 32);
            lengths[i] = (int)length;
            bounds[i] = reader.ReadInt32();
            if (bounds[i] > int.MaxValue - lengths[i])
            {
                throw new MalformedDataException("An array goes beyond the largest index.");
            }
        }

        reader.Claim(count, element.MinimumSize);
        return Array.CreateInstanceFromArrayType(WireType, lengths, bounds);
    }

    public override void Fill(ref ValueReader reader, object target)
    {
        if (_isRaw)
        {
            reader.ReadArray((Array)target, SizeOf((Array)target));
            return;
        }

        foreach (ref T item in Items(target))
        {
            item = element.Read(ref reader);
        }
    }

    public override IEnumerable<Part> Parts(object value)
        => ((Array)value).Cast<object?>().Select((item, index) => Part.Element(index, item));

    private static long SizeOf(Array array) => array.LongLength * Unsafe.SizeOf<T>();

    private static Span<T> Items(object value)
    {
        var array = (Array)value;
        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
    }
}
