using System.Buffers.Text;
using System.Text;

namespace Orleans.Runtime;

/// <summary>Keys of integers and Guids, with and without a string extension, as the bytes of a <see cref="GrainId"/>.</summary>
public static class GrainIdKeyExtensions
{
    private const byte ExtensionSeparator = (byte)'+';
    private const int GuidLength = 32;

    /// <summary>Makes the key of an integer.</summary>
    /// <param name="key">The integer.</param>
    /// <returns>The key.</returns>
    public static IdSpan CreateIntegerKey(long key) => CreateIntegerKey(key, (string?)null);

    /// <summary>Makes the key of an integer and an extension.</summary>
    /// <param name="key">The integer.</param>
    /// <param name="keyExtension">The extension; blank means none.</param>
    /// <returns>The key.</returns>
    public static IdSpan CreateIntegerKey(long key, string? keyExtension)
    {
        Span<byte> digits = stackalloc byte[sizeof(long) * 2];
        _ = Utf8Formatter.TryFormat(key, digits, out int length, 'X');
        return WithExtension(digits[..length], keyExtension);
    }

    /// <summary>Makes the key of a Guid.</summary>
    /// <param name="key">The Guid.</param>
    /// <returns>The key.</returns>
    public static IdSpan CreateGuidKey(Guid key) => CreateGuidKey(key, (string?)null);

    /// <summary>Makes the key of a Guid and an extension.</summary>
    /// <param name="key">The Guid.</param>
    /// <param name="keyExtension">The extension; blank means none.</param>
    /// <returns>The key.</returns>
    public static IdSpan CreateGuidKey(Guid key, string? keyExtension)
    {
        Span<byte> digits = stackalloc byte[GuidLength];
        _ = Utf8Formatter.TryFormat(key, digits, out int length, 'N');
        return WithExtension(digits[..length], keyExtension);
    }

    /// <summary>Reads an integer key.</summary>
    /// <param name="grainId">The identity.</param>
    /// <param name="key">The integer.</param>
    /// <param name="keyExt">The extension, or <see langword="null"/>.</param>
    /// <returns>Whether the key is an integer.</returns>
    public static bool TryGetIntegerKey(this GrainId grainId, out long key, out string? keyExt)
    {
        ReadOnlySpan<byte> digits = SplitExtension(grainId, grainId.Key.AsSpan().IndexOf(ExtensionSeparator), out keyExt);
        return Utf8Parser.TryParse(digits, out key, out int length, 'X') && length == digits.Length;
    }

    /// <summary>Reads an integer key.</summary>
    /// <param name="grainId">The identity.</param>
    /// <returns>The integer.</returns>
    /// <exception cref="ArgumentException">The key is not an integer.</exception>
    public static long GetIntegerKey(this GrainId grainId) => GetIntegerKey(grainId, out _);

    /// <summary>Reads an integer key.</summary>
    /// <param name="grainId">The identity.</param>
    /// <param name="keyExt">The extension, or <see langword="null"/>.</param>
    /// <returns>The integer.</returns>
    /// <exception cref="ArgumentException">The key is not an integer.</exception>
    public static long GetIntegerKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetIntegerKey(out long key, out keyExt)
            ? key
            : throw new ArgumentException($"The key of grain {grainId} is not an integer.", nameof(grainId));

    /// <summary>Reads a Guid key.</summary>
    /// <param name="grainId">The identity.</param>
    /// <param name="key">The Guid.</param>
    /// <param name="keyExt">The extension, or <see langword="null"/>.</param>
    /// <returns>Whether the key is a Guid.</returns>
    public static bool TryGetGuidKey(this GrainId grainId, out Guid key, out string? keyExt)
    {
        ReadOnlySpan<byte> bytes = grainId.Key.AsSpan();
        int separator = bytes.Length > GuidLength && bytes[GuidLength] == ExtensionSeparator ? GuidLength : -1;
        ReadOnlySpan<byte> digits = SplitExtension(grainId, separator, out keyExt);
        if (digits.Length != GuidLength)
        {
            key = default;
            return false;
        }

        return Utf8Parser.TryParse(digits, out key, out int length, 'N') && length == GuidLength;
    }

    /// <summary>Reads a Guid key.</summary>
    /// <param name="grainId">The identity.</param>
    /// <returns>The Guid.</returns>
    /// <exception cref="ArgumentException">The key is not a Guid.</exception>
    public static Guid GetGuidKey(this GrainId grainId) => GetGuidKey(grainId, out _);

    /// <summary>Reads a Guid key.</summary>
    /// <param name="grainId">The identity.</param>
    /// <param name="keyExt">The extension, or <see langword="null"/>.</param>
    /// <returns>The Guid.</returns>
    /// <exception cref="ArgumentException">The key is not a Guid.</exception>
    public static Guid GetGuidKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetGuidKey(out Guid key, out keyExt)
            ? key
            : throw new ArgumentException($"The key of grain {grainId} is not a Guid.", nameof(grainId));

    private static IdSpan WithExtension(ReadOnlySpan<byte> digits, string? keyExtension)
    {
        if (string.IsNullOrWhiteSpace(keyExtension))
        {
            return new IdSpan(digits.ToArray());
        }

        var bytes = new byte[digits.Length + 1 + Encoding.UTF8.GetByteCount(keyExtension)];
        digits.CopyTo(bytes);
        bytes[digits.Length] = ExtensionSeparator;
        Encoding.UTF8.GetBytes(keyExtension, bytes.AsSpan(digits.Length + 1));
        return new IdSpan(bytes);
    }

    private static ReadOnlySpan<byte> SplitExtension(GrainId grainId, int separator, out string? keyExt)
    {
        ReadOnlySpan<byte> bytes = grainId.Key.AsSpan();
        if (separator < 0)
        {
            keyExt = null;
            return bytes;
        }

        keyExt = Encoding.UTF8.GetString(bytes[(separator + 1)..]);
        return bytes[..separator];
    }
}
