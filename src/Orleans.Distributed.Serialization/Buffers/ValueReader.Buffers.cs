using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Serialization;

/// <content>Where the bytes come from.</content>
public ref partial struct ValueReader
{
    internal readonly long Remaining => _span.Length - _position + _restLength;

    /// <summary>Makes a payload of the next stretch, in the memory of the input.</summary>
    internal Payload Share(IPayloadSource source, long length)
    {
        Payload shared = source.Share(Remaining + _tail, length);
        Skip(length);
        return shared;
    }

    /// <summary>Reads a stretch into <paramref name="target"/>, across the pieces of the input.</summary>
    internal void ReadBytes(scoped Span<byte> target)
    {
        if (target.Length <= _span.Length - _position)
        {
            _span.Slice(_position, target.Length).CopyTo(target);
            _position += target.Length;
            return;
        }

        Require(target.Length);
        while (!target.IsEmpty)
        {
            if (_position == _span.Length)
            {
                NextPiece();
            }

            int count = Math.Min(target.Length, _span.Length - _position);
            _span.Slice(_position, count).CopyTo(target);
            _position += count;
            target = target[count..];
        }
    }

    /// <summary>Gives the next bytes in one piece, copying them only when the input has them in several.</summary>
    internal ReadOnlySpan<byte> Take(int count)
    {
        if (count <= _span.Length - _position)
        {
            ReadOnlySpan<byte> bytes = _span.Slice(_position, count);
            _position += count;
            return bytes;
        }

        Require(count);
        byte[] copy = new byte[count];
        ReadBytes(copy);
        return copy;
    }

    internal void ReadArray(Array target, long length)
    {
        ref byte start = ref MemoryMarshal.GetArrayDataReference(target);
        ReadBytes(MemoryMarshal.CreateSpan(ref start, checked((int)length)));
    }

    internal void Skip(long count)
    {
        Require(count);
        while (count > 0)
        {
            if (_position == _span.Length)
            {
                NextPiece();
            }

            int step = (int)Math.Min(count, _span.Length - _position);
            _position += step;
            count -= step;
        }
    }

    internal readonly void Require(long count)
    {
        if (count < 0 || count > Remaining)
        {
            throw new MalformedDataException($"The message ends {count - Remaining} bytes too early.");
        }
    }

    /// <summary>
    /// Sets bytes of the message against memory that is about to be allocated. Each element that a collection announces
    /// takes at least some bytes of its own, so all announcements together can never exceed the message.
    /// </summary>
    internal int Claim(ulong count, int smallestElement)
    {
        ulong bytes = count > int.MaxValue ? ulong.MaxValue : count * (ulong)smallestElement;
        if (bytes > (ulong)_claimable || bytes > (ulong)Remaining)
        {
            throw new MalformedDataException($"The bytes announce {count} elements, and are too few for that.");
        }

        _claimable -= (long)bytes;
        return (int)count;
    }

    /// <summary>Reads the number of elements of a collection, and checks it against the bytes that are there.</summary>
    internal int ReadCount(int smallestElement) => Claim(ReadVarUInt64(), smallestElement);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NextPiece()
    {
        do
        {
            if (_restLength == 0)
            {
                throw new MalformedDataException("The message ends too early.");
            }

            _span = _rest.FirstSpan;
            _position = 0;
            _rest = _rest.Slice(_span.Length);
            _restLength -= _span.Length;
        }
        while (_span.IsEmpty);
    }
}
