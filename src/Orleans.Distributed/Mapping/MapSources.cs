using System.Collections;
using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Mapping;

/// <summary>Makes one source of several: an item of each at a time, up to the end of the shortest.</summary>
internal static class MapSources
{
    public static MapSource<T> Of<T>(IEnumerable<T> source, [CallerArgumentExpression(nameof(source))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(source, name);
        return new(source, null, CountOf(source), AreThere(source));
    }

    public static MapSource<T> Of<T>(IAsyncEnumerable<T> source, [CallerArgumentExpression(nameof(source))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(source, name);
        return new(null, source, null, false);
    }

    public static MapSource<(T1, T2)> Of<T1, T2>(IEnumerable<T1> source1, IEnumerable<T2> source2)
    {
        ArgumentNullException.ThrowIfNull(source1);
        ArgumentNullException.ThrowIfNull(source2);
        return new(source1.Zip(source2), null, Shortest(CountOf(source1), CountOf(source2)), AreThere(source1) && AreThere(source2));
    }

    public static MapSource<(T1, T2, T3)> Of<T1, T2, T3>(IEnumerable<T1> source1, IEnumerable<T2> source2, IEnumerable<T3> source3)
    {
        ArgumentNullException.ThrowIfNull(source1);
        ArgumentNullException.ThrowIfNull(source2);
        ArgumentNullException.ThrowIfNull(source3);
        return new(
            source1.Zip(source2, source3),
            null,
            Shortest(CountOf(source1), CountOf(source2), CountOf(source3)),
            AreThere(source1) && AreThere(source2) && AreThere(source3));
    }

    public static MapSource<(T1, T2, T3, T4)> Of<T1, T2, T3, T4>(
        IEnumerable<T1> source1, IEnumerable<T2> source2, IEnumerable<T3> source3, IEnumerable<T4> source4)
    {
        ArgumentNullException.ThrowIfNull(source1);
        ArgumentNullException.ThrowIfNull(source2);
        ArgumentNullException.ThrowIfNull(source3);
        ArgumentNullException.ThrowIfNull(source4);
        return new(
            source1.Zip(source2, source3).Zip(source4, static (three, fourth) => (three.First, three.Second, three.Third, fourth)),
            null,
            Shortest(CountOf(source1), CountOf(source2), CountOf(source3), CountOf(source4)),
            AreThere(source1) && AreThere(source2) && AreThere(source3) && AreThere(source4));
    }

    public static MapSource<(T1, T2)> Of<T1, T2>(IAsyncEnumerable<T1> source1, IAsyncEnumerable<T2> source2)
    {
        ArgumentNullException.ThrowIfNull(source1);
        ArgumentNullException.ThrowIfNull(source2);
        return new(null, source1.Zip(source2), null, false);
    }

    public static MapSource<(T1, T2, T3)> Of<T1, T2, T3>(
        IAsyncEnumerable<T1> source1, IAsyncEnumerable<T2> source2, IAsyncEnumerable<T3> source3)
    {
        ArgumentNullException.ThrowIfNull(source1);
        ArgumentNullException.ThrowIfNull(source2);
        ArgumentNullException.ThrowIfNull(source3);
        return new(null, source1.Zip(source2, source3), null, false);
    }

    public static MapSource<(T1, T2, T3, T4)> Of<T1, T2, T3, T4>(
        IAsyncEnumerable<T1> source1, IAsyncEnumerable<T2> source2, IAsyncEnumerable<T3> source3, IAsyncEnumerable<T4> source4)
    {
        ArgumentNullException.ThrowIfNull(source1);
        ArgumentNullException.ThrowIfNull(source2);
        ArgumentNullException.ThrowIfNull(source3);
        ArgumentNullException.ThrowIfNull(source4);
        return new(
            null,
            source1.Zip(source2, source3).Zip(source4, static (three, fourth) => (three.First, three.Second, three.Third, fourth)),
            null,
            false);
    }

    private static long? CountOf<T>(IEnumerable<T> source) => source.TryGetNonEnumeratedCount(out int count) ? count : null;

    /// <summary>Queries know their length too, and may make their reader wait all the same.</summary>
    private static bool AreThere<T>(IEnumerable<T> source) => source is ICollection<T> or ICollection;

    private static long? Shortest(params ReadOnlySpan<long?> counts)
    {
        long? least = long.MaxValue;
        foreach (long? count in counts)
        {
            least = count is { } known && least is { } before ? Math.Min(known, before) : null;
        }

        return least;
    }
}
