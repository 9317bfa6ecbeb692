using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Orleans.Distributed.Serialization;

/// <content>Numbers. Integers are written in seven bits a byte, signed ones with the sign in the lowest bit.</content>
public ref partial struct ValueWriter
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteByte(byte value)
    {
        if (_position >= _span.Length)
        {
            NextChunk(1);
        }

        _span[_position++] = value;
    }

    internal void WriteBoolean(bool value) => WriteByte(value ? (byte)1 : (byte)0);

    internal void WriteSByte(sbyte value) => WriteByte((byte)value);

    internal void WriteInt16(short value) => WriteVarUInt32((uint)((value << 1) ^ (value >> 31)));

    internal void WriteUInt16(ushort value) => WriteVarUInt32(value);

    internal void WriteChar(char value) => WriteVarUInt32(value);

    internal void WriteInt32(int value) => WriteVarUInt32((uint)((value << 1) ^ (value >> 31)));

    internal void WriteUInt32(uint value) => WriteVarUInt32(value);

    internal void WriteInt64(long value) => WriteVarUInt64((ulong)((value << 1) ^ (value >> 63)));

    internal void WriteUInt64(ulong value) => WriteVarUInt64(value);

    internal void WriteSingle(float value) => WriteFixed32(BitConverter.SingleToUInt32Bits(value));

    internal void WriteDouble(double value) => WriteFixed64(BitConverter.DoubleToUInt64Bits(value));

    internal void WriteFixed32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Room(4), value);
        _position += 4;
    }

    internal void WriteFixed64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Room(8), value);
        _position += 8;
    }

    /// <summary>Writes the memory of a value that has no references and no padding.</summary>
    internal void WriteRaw<T>(in T value)
        where T : unmanaged
        => WriteBytes(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in value, 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteVarUInt32(uint value)
    {
        if (value < 0x80)
        {
            WriteByte((byte)value);
        }
        else
        {
            WriteLongVarUInt(value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void WriteVarUInt64(ulong value)
    {
        if (value < 0x80)
        {
            WriteByte((byte)value);
        }
        else
        {
            WriteLongVarUInt(value);
        }
    }

    private void WriteLongVarUInt(ulong value)
    {
        Span<byte> room = Room(10);
        int count = 0;
        while (value >= 0x80)
        {
            room[count++] = (byte)(value | 0x80);
            value >>= 7;
        }

        room[count++] = (byte)value;
        _position += count;
    }
}
