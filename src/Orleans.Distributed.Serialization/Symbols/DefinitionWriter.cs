using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Orleans.Distributed.Serialization.Symbols;

/// <summary>Writes the definitions of symbols. Not on the hot path: each is written once per process.</summary>
internal sealed class DefinitionWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public void WriteByte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    public void WriteVarUInt(uint value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            WriteByte((byte)(value | 0x80));
        }

        WriteByte((byte)value);
    }

    public void WriteFixed64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }

    public void WriteGuid(Guid value)
    {
        value.TryWriteBytes(_bytes.GetSpan(16));
        _bytes.Advance(16);
    }

    public void WriteString(string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        WriteVarUInt((uint)bytes.Length);
        _bytes.Write(bytes);
    }

    public void WriteType(Type type) => TypeDefinition.Write(this, type);

    public void WriteTypes(Type[] types)
    {
        WriteVarUInt((uint)types.Length);
        foreach (Type type in types)
        {
            WriteType(type);
        }
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
