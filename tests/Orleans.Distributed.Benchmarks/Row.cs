namespace Orleans.Distributed.Benchmarks;

/// <summary>One measurement: a line or a few of the table.</summary>
internal abstract class Row
{
    /// <summary>How the command line calls it.</summary>
    public abstract string Name { get; }

    public bool IsNamed(string name) => Name.StartsWith(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Measures it and its yardstick.</summary>
    public abstract Task<IEnumerable<Figure>> MeasureAsync(Bench bench);
}
