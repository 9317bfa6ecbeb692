namespace Orleans.Distributed.Benchmarks;

/// <summary>One line of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Yardstick">What it is compared with; <see langword="null"/> where there is nothing.</param>
/// <param name="YardstickValue">The yardstick's figure, in the same unit.</param>
/// <param name="Goal">What is to be reached.</param>
internal sealed record Figure(string What, double Value, string Unit, string? Yardstick, double? YardstickValue, string Goal)
{
    /// <summary>How many times the yardstick.</summary>
    public double? Ratio => YardstickValue is > 0 ? Value / YardstickValue : null;
}
