using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks;

/// <summary>One measurement: a line or a few of the table.</summary>
internal abstract class Row
{
    /// <summary>How the command line calls it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether it is left out of quick runs unless it is named, since it takes long.</summary>
    public virtual bool IsLong => false;

    public bool IsNamed(string name) => Name.StartsWith(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>Measures it and its yardstick.</summary>
    public abstract IAsyncEnumerable<Figure> MeasureAsync(Bench bench);
}
