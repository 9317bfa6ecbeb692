using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Orleans.Distributed.Serialization;

/// <content>
/// Strings. The head is 0 for <see langword="null"/>, 1 for a string that appeared before (its number follows),
/// else 2 + (bytes * 2 + form), where form 0 is UTF-8 and form 1 is UTF-16, for strings with lone surrogates.
/// Strings of 24 characters or more have an identity; shorter ones are cheaper to send twice.
/// </content>
public ref partial struct ValueWriter
{
    internal const int StringIdentityLength = 24;
    internal const int StringNull = 0;
    internal const int StringReference = 1;
    internal const int StringHeads = 2;

    internal void WriteString(string? value)
    {
        if (value is null)
        {
            WriteByte(StringNull);
            return;
        }

        if (value.Length >= StringIdentityLength && Context.References.FindOrAdd(value, out int id))
        {
            WriteByte(StringReference);
            WriteVarUInt32((uint)id);
            return;
        }

        WriteText(value);
    }

    /// <summary>Writes a text without identity.</summary>
    internal void WriteText(ReadOnlySpan<char> value)
    {
        int head = (value.Length << 1) + StringHeads;
        if (head < 0x80)
        {
            // Room for the head and for every character in three bytes: no need to count first.
            Span<byte> room = Room(1 + (value.Length * 3));
            if (Utf8.FromUtf16(value, room[1..], out _, out int written, replaceInvalidSequences: false) == OperationStatus.Done
                && (head = (written << 1) + StringHeads) < 0x80)
            {
                room[0] = (byte)head;
                _position += 1 + written;
                return;
            }
        }

        WriteLongText(value);
    }

    private void WriteLongText(ReadOnlySpan<char> value)
    {
        int count = Encoding.UTF8.GetByteCount(value);
        CheckSize(count);
        long head = ((long)count << 1) + StringHeads;
        Span<byte> room = Room(count + 10);
        int start = _position;
        WriteVarUInt64((ulong)head);
        int headSize = _position - start;
        if (Utf8.FromUtf16(value, room[headSize..], out _, out _, replaceInvalidSequences: false) == OperationStatus.Done)
        {
            _position += count;
            return;
        }

        _position = start;
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(value);
        WriteVarUInt64(((ulong)bytes.Length << 1) + 1 + StringHeads);
        WriteBytes(bytes);
    }
}
