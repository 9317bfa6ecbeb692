using System.Globalization;

namespace Orleans.Distributed.Benchmarks.Reporting;

/// <summary>What a figure is to reach.</summary>
internal sealed class Goal
{
    private readonly Func<Figure, bool> _isMet;

    private Goal(string text, Func<Figure, bool> isMet)
    {
        Text = text;
        _isMet = isMet;
    }

    /// <summary>As the table shows it.</summary>
    public string Text { get; }

    /// <summary>At most so many times the yardstick.</summary>
    public static Goal Within(double ratio) => new(Invariant($"<= {ratio:0.##}x"), figure => figure.Ratio <= ratio);

    /// <summary>At least so many times the yardstick.</summary>
    public static Goal AtLeastTimes(double ratio) => new(Invariant($">= {ratio:0.##}x"), figure => figure.Ratio >= ratio);

    /// <summary>At least so much, in the unit of the figure.</summary>
    public static Goal AtLeast(double value) => new(Invariant($">= {value:N0}"), figure => figure.Value >= value);

    /// <summary>Less than so much, in the unit of the figure.</summary>
    public static Goal Under(double value) => new(Invariant($"< {value:0.##}"), figure => figure.Value < value);

    public bool IsMet(Figure figure) => _isMet(figure);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
