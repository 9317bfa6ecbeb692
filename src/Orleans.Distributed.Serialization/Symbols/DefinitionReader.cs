using System.Buffers.Binary;
using System.Text;

namespace Orleans.Distributed.Serialization.Symbols;

/// <summary>Reads the definitions of symbols.</summary>
internal ref struct DefinitionReader(ReadOnlySpan<byte> bytes)
{
    private const int LargestCount = 64;
    private ReadOnlySpan<byte> _bytes = bytes;

    public readonly bool IsAtEnd => _bytes.IsEmpty;

    public byte ReadByte() => Take(1)[0];

    public uint ReadVarUInt()
    {
        uint value = 0;
        for (int shift = 0; shift < 35; shift += 7)
        {
            byte next = ReadByte();
            if (shift == 28 && next > 15)
            {
                break;
            }

            value |= (uint)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new MalformedDataException("A number in a symbol is too large.");
    }

    public ulong ReadFixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    public Guid ReadGuid() => new(Take(16));

    public string ReadString() => Encoding.UTF8.GetString(Take(ReadVarUInt()));

    public ReadOnlySpan<byte> ReadBlob() => Take(ReadVarUInt());

    public Type[] ReadTypes(TypeFinder types, int depth)
    {
        uint count = ReadVarUInt();
        if (count > LargestCount)
        {
            throw new MalformedDataException($"A symbol has {count} type arguments.");
        }

        var result = new Type[count];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = TypeDefinition.Read(ref this, types, depth);
        }

        return result;
    }

    private ReadOnlySpan<byte> Take(uint count)
    {
        if (count > (uint)_bytes.Length)
        {
            throw new MalformedDataException("A symbol ends too early.");
        }

        ReadOnlySpan<byte> taken = _bytes[..(int)count];
        _bytes = _bytes[(int)count..];
        return taken;
    }
}
