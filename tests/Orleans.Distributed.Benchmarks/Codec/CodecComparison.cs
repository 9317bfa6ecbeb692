using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Codec;

/// <summary>One value, and several ways to make bytes of it and to read them.</summary>
internal abstract class CodecComparison
{
    /// <summary>Runs the code of all ways for a moment.</summary>
    public abstract void WarmUp();

    /// <summary>Measures the codec beside each of the other ways.</summary>
    public abstract Task<IReadOnlyList<Figure>> MeasureAsync(Bench bench);
}
