using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Orleans.Distributed.Serialization;

/// <content>Numbers and strings.</content>
public ref partial struct ValueReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal byte ReadByte()
    {
        if (_position >= _span.Length)
        {
            NextPiece();
        }

        return _span[_position++];
    }

    internal bool ReadBoolean() => ReadByte() switch
    {
        0 => false,
        1 => true,
        byte other => throw new MalformedDataException($"A truth value is {other}, and must be 0 or 1."),
    };

    internal sbyte ReadSByte() => (sbyte)ReadByte();

    internal short ReadInt16()
    {
        uint value = ReadVarUInt32();
        int result = (int)(value >> 1) ^ -(int)(value & 1);
        return result == (short)result ? (short)result : throw Range(nameof(Int16));
    }

    internal ushort ReadUInt16()
    {
        uint value = ReadVarUInt32();
        return value <= ushort.MaxValue ? (ushort)value : throw Range(nameof(UInt16));
    }

    internal char ReadChar() => (char)ReadUInt16();

    internal int ReadInt32()
    {
        uint value = ReadVarUInt32();
        return (int)(value >> 1) ^ -(int)(value & 1);
    }

    internal uint ReadUInt32() => ReadVarUInt32();

    internal long ReadInt64()
    {
        ulong value = ReadVarUInt64();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    internal ulong ReadUInt64() => ReadVarUInt64();

    internal float ReadSingle() => BitConverter.UInt32BitsToSingle(ReadFixed32());

    internal double ReadDouble() => BitConverter.UInt64BitsToDouble(ReadFixed64());

    internal uint ReadFixed32()
    {
        if (_span.Length - _position >= sizeof(uint))
        {
            _position += sizeof(uint);
            return BinaryPrimitives.ReadUInt32LittleEndian(_span[(_position - sizeof(uint))..]);
        }

        Span<byte> bytes = stackalloc byte[4];
        ReadBytes(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    internal ulong ReadFixed64()
    {
        if (_span.Length - _position >= sizeof(ulong))
        {
            _position += sizeof(ulong);
            return BinaryPrimitives.ReadUInt64LittleEndian(_span[(_position - sizeof(ulong))..]);
        }

        Span<byte> bytes = stackalloc byte[8];
        ReadBytes(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    internal void ReadRaw<T>(out T value)
        where T : unmanaged
    {
        Unsafe.SkipInit(out value);
        ReadBytes(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref value, 1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint ReadVarUInt32()
    {
        if (_position < _span.Length && _span[_position] < 0x80)
        {
            return _span[_position++];
        }

        ulong value = ReadLongVarUInt();
        return value <= uint.MaxValue ? (uint)value : throw Range(nameof(UInt32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong ReadVarUInt64()
    {
        if (_position < _span.Length && _span[_position] < 0x80)
        {
            return _span[_position++];
        }

        return ReadLongVarUInt();
    }

    internal string? ReadString()
    {
        ulong head = ReadVarUInt64();
        switch (head)
        {
            case ValueWriter.StringNull:
                return null;
            case ValueWriter.StringReference:
                return FindObject(ReadVarUInt64()) as string
                    ?? throw new MalformedDataException("A reference to a text leads to something else.");
            default:
                string text = ReadText(head);
                if (text.Length >= ValueWriter.StringIdentityLength)
                {
                    Context.Objects.Set(Context.Objects.Reserve(), text, complete: true);
                }

                return text;
        }
    }

    /// <summary>Reads a text without identity.</summary>
    internal string ReadText()
    {
        ulong head = ReadVarUInt64();
        return head >= ValueWriter.StringHeads ? ReadText(head) : throw new MalformedDataException("A text is missing.");
    }

    private string ReadText(ulong head)
    {
        head -= ValueWriter.StringHeads;
        ulong size = head >> 1;
        if (size > (ulong)Remaining)
        {
            throw new MalformedDataException($"The bytes announce a text of {size} bytes, and are too few for that.");
        }

        int count = checked((int)size);
        if ((head & 1) == 0)
        {
            return StrictUtf8.GetString(Take(count));
        }

        if ((count & 1) != 0)
        {
            throw new MalformedDataException("A UTF-16 text has an odd number of bytes.");
        }

        string text = new('\0', count / 2);
        ReadBytes(MemoryMarshal.AsBytes(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(text.AsSpan()), text.Length)));
        return text;
    }

    private static MalformedDataException Range(string type) => new($"A number is outside the range of {type}.");

    private ulong ReadLongVarUInt()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = ReadByte();
            if (shift == 63 && next > 1)
            {
                break;
            }

            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw Range(nameof(UInt64));
    }
}
