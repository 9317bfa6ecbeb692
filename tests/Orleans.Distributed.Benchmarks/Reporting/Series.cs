namespace Orleans.Distributed.Benchmarks.Reporting;

/// <summary>A line of a chart.</summary>
/// <param name="Chart">The title of the chart, which tells one from the others.</param>
/// <param name="XAxis">What the figures differ by.</param>
/// <param name="Name">What the line is called in the legend.</param>
internal sealed record Series(string Chart, string XAxis, string Name);
