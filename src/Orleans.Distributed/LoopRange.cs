using System.Globalization;

namespace Orleans.Distributed;

/// <summary>Whole numbers that follow each other, as the indices of a distributed loop.</summary>
/// <remarks>Like all ranges of .NET, and unlike Julia's, a range does not contain its end.</remarks>
public readonly record struct LoopRange
{
    /// <summary>Makes the range from <paramref name="from"/> up to, and not including, <paramref name="to"/>.</summary>
    /// <param name="from">The first number.</param>
    /// <param name="to">The number after the last; the same as <paramref name="from"/> for an empty range.</param>
    /// <exception cref="ArgumentOutOfRangeException">The end is before the beginning, or more than 2^63 - 1 numbers after it.</exception>
    public LoopRange(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        if ((UInt128)((Int128)to - from) > long.MaxValue)
        {
            throw new ArgumentOutOfRangeException(nameof(to), to, $"A range has at most {long.MaxValue} numbers.");
        }

        From = from;
        To = to;
    }

    /// <summary>The first number.</summary>
    public long From { get; }

    /// <summary>The number after the last.</summary>
    public long To { get; }

    /// <summary>How many numbers there are.</summary>
    public long Count => To - From;

    /// <summary>The range of a <see cref="Range"/>, such as <c>0..10</c>.</summary>
    /// <param name="range">The range. Its ends count from the start.</param>
    /// <exception cref="ArgumentException">An end counts from the end of something (<c>^1</c>), or the range has no end.</exception>
    public static implicit operator LoopRange(Range range) => FromRange(range);

    /// <inheritdoc cref="op_Implicit(Range)"/>
    /// <returns>The range.</returns>
    public static LoopRange FromRange(Range range) => range.Start.IsFromEnd || range.End.IsFromEnd
        ? throw new ArgumentException($"The range {range} counts from the end of something, and a loop has nothing to count from. Write both ends, as in 0..10.", nameof(range))
        : new LoopRange(range.Start.Value, range.End.Value);

    /// <summary>The range as text, such as <c>0..10</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From}..{To}");

    /// <summary>
    /// Cuts the range into as many parts as asked for, or as it has numbers if that is less: as equal as can be, and the first ones longer by one
    /// where it does not come out even.
    /// </summary>
    /// <param name="parts">How many, at least 1.</param>
    /// <returns>The parts, in their order.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="parts"/> is less than 1.</exception>
    public IReadOnlyList<LoopRange> Split(int parts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        (long each, long extras) = Math.DivRem(Count, parts);
        var split = new LoopRange[(int)Math.Min(Count, parts)];
        long from = From;
        for (int i = 0; i < split.Length; i++)
        {
            long to = from + each + (i < extras ? 1 : 0);
            split[i] = new LoopRange(from, to);
            from = to;
        }

        return split;
    }
}
