using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Orleans;

/// <summary>A hash that is the same in every process and on every machine: XXH32 with seed 0.</summary>
public static class StableHash
{
    private const int StripeLength = 16;
    private const uint Prime1 = 2654435761;
    private const uint Prime2 = 2246822519;
    private const uint Prime3 = 3266489917;
    private const uint Prime4 = 668265263;
    private const uint Prime5 = 374761393;

    /// <summary>Hashes text.</summary>
    /// <param name="data">The text; hashed as UTF-8.</param>
    /// <returns>The hash.</returns>
    public static uint ComputeHash(string data) => ComputeHash(Encoding.UTF8.GetBytes(data));

    /// <summary>Hashes bytes.</summary>
    /// <param name="data">The bytes.</param>
    /// <returns>The hash.</returns>
    public static uint ComputeHash(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            uint hash = (data.Length >= StripeLength ? HashStripes(ref data, (uint)data.Length) : Prime5 + (uint)data.Length);
            while (data.Length >= sizeof(uint))
            {
                hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime3), 17) * Prime4;
                data = data[sizeof(uint)..];
            }

            foreach (byte b in data)
            {
                hash = BitOperations.RotateLeft(hash + (b * Prime5), 11) * Prime1;
            }

            hash = (hash ^ (hash >> 15)) * Prime2;
            hash = (hash ^ (hash >> 13)) * Prime3;
            return hash ^ (hash >> 16);
        }
    }

    private static uint HashStripes(ref ReadOnlySpan<byte> data, uint length)
    {
        unchecked
        {
            uint first = Prime1 + Prime2;
            uint second = Prime2;
            uint third = 0;
            uint fourth = 0 - Prime1;
            while (data.Length >= StripeLength)
            {
                first = Round(first, data);
                second = Round(second, data[4..]);
                third = Round(third, data[8..]);
                fourth = Round(fourth, data[12..]);
                data = data[StripeLength..];
            }

            return length + BitOperations.RotateLeft(first, 1) + BitOperations.RotateLeft(second, 7)
                + BitOperations.RotateLeft(third, 12) + BitOperations.RotateLeft(fourth, 18);
        }
    }

    private static uint Round(uint accumulator, ReadOnlySpan<byte> data) =>
        unchecked(BitOperations.RotateLeft(accumulator + (BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime2), 13) * Prime1);
}
