using System.Text;

namespace Orleans;

/// <summary>A hash that is the same in every process and on every machine.</summary>
public static class StableHash
{
    private const uint Prime1 = 2654435761;
    private const uint Prime2 = 2246822519;
    private const uint Prime3 = 3266489917;
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
            // Four bytes at a time, then the rest, then a finish that spreads every bit over the word.
            uint hash = Prime5 + (uint)data.Length;
            while (data.Length >= sizeof(uint))
            {
                uint word = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(data);
                hash = System.Numerics.BitOperations.RotateLeft(hash + (word * Prime3), 17) * 668265263u;
                data = data[sizeof(uint)..];
            }

            foreach (byte b in data)
            {
                hash = System.Numerics.BitOperations.RotateLeft(hash + (b * Prime5), 11) * Prime1;
            }

            hash = (hash ^ (hash >> 15)) * Prime2;
            hash = (hash ^ (hash >> 13)) * Prime3;
            return hash ^ (hash >> 16);
        }
    }
}
