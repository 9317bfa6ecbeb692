using Orleans.Distributed.Benchmarks.Measuring;

namespace Orleans.Distributed.Benchmarks.Reporting;

/// <summary>One line of the table.</summary>
/// <param name="Name">How programs call it: the name of its row, and what tells it from the others of the row.</param>
/// <param name="What">What was measured, for people.</param>
/// <param name="Value">The median of the repetitions.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record Figure(string Name, string What, double Value, string Unit)
{
    /// <summary>Half of the distance between the quartiles, as a part of the value; 0 for what was measured once.</summary>
    public double Spread { get; init; }

    /// <summary>What it is compared with; <see langword="null"/> where there is nothing.</summary>
    public string? Yardstick { get; init; }

    /// <summary>The yardstick's median, in the same unit.</summary>
    public double? YardstickValue { get; init; }

    /// <summary>How many times the yardstick.</summary>
    public double? Ratio => YardstickValue is > 0 ? Value / YardstickValue : null;

    /// <summary>What is to be reached; <see langword="null"/> for what is only watched.</summary>
    public Goal? Goal { get; init; }

    /// <summary>Whether the goal is reached; <see langword="null"/> without one.</summary>
    public bool? IsMet => Goal?.IsMet(this);

    /// <summary>What one operation uses up at the head; <see langword="null"/> where that tells nothing.</summary>
    public Usage? Head { get; init; }

    /// <summary>What one operation uses up at the worker.</summary>
    public Usage? Worker { get; init; }

    /// <summary>Where it stands in a chart of its row; <see langword="null"/> when it is in none.</summary>
    public double? X { get; init; }

    /// <summary>The chart it is in: figures with the same one make a line.</summary>
    public Series? Series { get; init; }

    /// <summary>A figure of what was measured by repetitions.</summary>
    public static Figure Of(string name, string what, string unit, Measured measured, int value = 0) => new(name, what, measured.Values[value].Median, unit)
    {
        Spread = measured.Values[value].Spread,
        Head = measured.Head,
        Worker = measured.Worker,
    };

    /// <summary>The same beside a yardstick.</summary>
    public Figure Beside(string yardstick, Measured measured, int value = 0) => this with { Yardstick = yardstick, YardstickValue = measured.Values[value].Median };
}
