using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Channels;

/// <summary>How many items go into one message.</summary>
internal static class ChannelBatch
{
    private const int MostBytes = 256 * 1024;
    private const int MostItems = 4096;

    /// <summary>What one item may take that is no plain data, as far as can be guessed. A few large ones must not make a huge message.</summary>
    private const int ObjectBytes = 4096;

    public static int SizeFor<T>() =>
        Math.Clamp(MostBytes / (RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? ObjectBytes : Unsafe.SizeOf<T>()), 1, MostItems);
}
