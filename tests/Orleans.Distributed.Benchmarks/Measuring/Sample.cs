namespace Orleans.Distributed.Benchmarks.Measuring;

/// <summary>Repeated values of one quantity.</summary>
internal sealed class Sample(IEnumerable<double> values)
{
    private readonly double[] _ascending = [.. values.Order()];

    public double Median => _ascending.Length % 2 == 1
        ? _ascending[_ascending.Length / 2]
        : (_ascending[(_ascending.Length / 2) - 1] + _ascending[_ascending.Length / 2]) / 2;

    /// <summary>Half of the distance between the quartiles, as a part of the median: about what the next run may differ by.</summary>
    public double Spread => Median == 0 ? 0 : (At(0.75) - At(0.25)) / 2 / Math.Abs(Median);

    private double At(double part)
    {
        double place = part * (_ascending.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, _ascending.Length - 1);
        return _ascending[below] + ((_ascending[above] - _ascending[below]) * (place - below));
    }
}
