using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Orleans.Runtime.Networking.Framing;

/// <summary>
/// The checksum of frames: CRC-32C, which finds every corruption of one byte. From <see cref="StripedFrom"/> bytes on, four
/// CRCs run side by side over interleaved words, and are folded into one, since one alone would wait for itself at each step.
/// </summary>
internal static class FrameChecksum
{
    private const int StripedFrom = 256;
    private const uint Seed = 0xFFFFFFFF;

    public static uint Compute(ReadOnlySpan<byte> bytes) => bytes.Length < StripedFrom ? Continue(Seed, bytes) : Striped(bytes);

    // Compiled for speed at once: the first large messages of a process would wait for it.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Striped(ReadOnlySpan<byte> bytes)
    {
        uint a = Seed, b = Seed, c = Seed, d = Seed;
        var stripes = bytes.Length & ~31;
        ref var words = ref MemoryMarshal.GetReference(bytes);
        for (var at = 0; at < stripes; at += 32)
        {
            a = BitOperations.Crc32C(a, Word(ref words, at));
            b = BitOperations.Crc32C(b, Word(ref words, at + 8));
            c = BitOperations.Crc32C(c, Word(ref words, at + 16));
            d = BitOperations.Crc32C(d, Word(ref words, at + 24));
        }

        var folded = BitOperations.Crc32C(Seed, a | ((ulong)b << 32));
        folded = BitOperations.Crc32C(folded, c | ((ulong)d << 32));
        return Continue(folded, bytes[stripes..]);
    }

    private static uint Continue(uint checksum, ReadOnlySpan<byte> bytes)
    {
        ref var start = ref MemoryMarshal.GetReference(bytes);
        var words = bytes.Length & ~7;
        for (var at = 0; at < words; at += 8)
        {
            checksum = BitOperations.Crc32C(checksum, Word(ref start, at));
        }

        foreach (var value in bytes[words..])
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return checksum;
    }

    // Callers pass offsets of whole words inside the span that the reference came from.
    private static ulong Word(ref byte start, int at)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, at));
        return BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
    }
}
