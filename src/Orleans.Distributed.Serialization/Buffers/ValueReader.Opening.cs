using System.Buffers;
using System.Buffers.Binary;
using Orleans.Distributed.Serialization.Symbols;

namespace Orleans.Distributed.Serialization;

/// <content>The outside of a message: its first byte and its symbol table.</content>
public ref partial struct ValueReader
{
    private void Open(ReadOnlySpan<byte> input)
    {
        CheckSize(input.Length);
        if (HasSymbols(input[0]))
        {
            long end = EndOfValues(
                input.Length, input.Length < 1 + MessageFormat.TrailerSize ? default : input[^MessageFormat.TrailerSize..]);
            SymbolTableReader.Read(input[(int)end..^MessageFormat.TrailerSize], Codec.Symbols, Context);
            _tail = input.Length - end;
            input = input[..(int)end];
        }

        _span = input;
        _position = 1;
        _claimable = input.Length;
    }

    private void Open(ReadOnlySequence<byte> input)
    {
        CheckSize(input.Length);
        Span<byte> bytes = stackalloc byte[MessageFormat.TrailerSize];
        input.Slice(0, 1).CopyTo(bytes);
        if (HasSymbols(bytes[0]))
        {
            if (input.Length >= 1 + MessageFormat.TrailerSize)
            {
                input.Slice(input.Length - MessageFormat.TrailerSize).CopyTo(bytes);
            }

            long end = EndOfValues(input.Length, bytes);
            ReadOnlySequence<byte> table = input.Slice(end, input.Length - MessageFormat.TrailerSize - end);
            SymbolTableReader.Read(table.IsSingleSegment ? table.FirstSpan : table.ToArray(), Codec.Symbols, Context);
            _tail = input.Length - end;
            input = input.Slice(0, end);
        }

        _rest = input;
        _restLength = _claimable = input.Length;
        NextPiece();
        Skip(1);
    }

    private readonly void CheckSize(long length)
    {
        if (length == 0)
        {
            throw new MalformedDataException("The message is empty.");
        }

        if (length > Codec.MaxBytes)
        {
            throw new MalformedDataException(
                $"The message has {length:N0} bytes, more than the {Codec.MaxBytes:N0} that are allowed. Raise ValueCodecOptions.MaxBytes to accept it.");
        }
    }

    private static bool HasSymbols(byte format) => format switch
    {
        MessageFormat.Plain => false,
        MessageFormat.WithSymbols => true,
        _ => throw new MalformedDataException($"The message begins with {format:x2}, which this version of the format does not know."),
    };

    private static long EndOfValues(long length, ReadOnlySpan<byte> trailer)
    {
        long end = length < 1 + MessageFormat.TrailerSize
            ? 0
            : length - MessageFormat.TrailerSize - BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        return end >= 1 ? end : throw new MalformedDataException("The message is too short for its symbol table.");
    }
}
