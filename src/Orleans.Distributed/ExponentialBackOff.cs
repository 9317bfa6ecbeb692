using System.Collections;

namespace Orleans.Distributed;

/// <summary>Delays that grow by a factor, each a little off by chance so that many retries do not come at once. Julia's <c>ExponentialBackOff</c>.</summary>
public sealed class ExponentialBackOff : IEnumerable<TimeSpan>
{
    private readonly int _count;
    private readonly TimeSpan _first;
    private readonly TimeSpan _max;
    private readonly double _factor;
    private readonly double _jitter;
    private readonly Random _random;

    /// <summary>Creates the delays. They are drawn anew whenever they are enumerated.</summary>
    /// <param name="count">How many. The default is 1.</param>
    /// <param name="first">The first. The default is 0.05 seconds.</param>
    /// <param name="max">The longest. The default is 10 seconds.</param>
    /// <param name="factor">How much longer each is than the one before. The default is 5.</param>
    /// <param name="jitter">How much of the factor is up to chance, from 0 to 1. The default is 0.1: from 10 % less to 10 % more.</param>
    /// <param name="random">Where chance comes from; <see cref="Random.Shared"/> when <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or the jitter is more than 1.</exception>
    public ExponentialBackOff(
        int count = 1, TimeSpan? first = null, TimeSpan? max = null, double factor = 5, double jitter = 0.1, Random? random = null)
    {
        _count = count;
        _first = first ?? TimeSpan.FromSeconds(0.05);
        _max = max ?? TimeSpan.FromSeconds(10);
        _factor = factor;
        _jitter = jitter;
        _random = random ?? Random.Shared;
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(_first, TimeSpan.Zero, nameof(first));
        ArgumentOutOfRangeException.ThrowIfLessThan(_max, TimeSpan.Zero, nameof(max));
        if (!(factor >= 0 && double.IsFinite(factor)))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be a number that is not negative.");
        }

        if (!(jitter is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(jitter), jitter, "The jitter must be from 0 to 1.");
        }
    }

    /// <inheritdoc/>
    public IEnumerator<TimeSpan> GetEnumerator()
    {
        double delay = Math.Min(_first.TotalSeconds, _max.TotalSeconds);
        for (int i = 0; i < _count; i++)
        {
            yield return delay < _max.TotalSeconds ? TimeSpan.FromSeconds(delay) : _max;
            delay = Math.Min(_max.TotalSeconds, delay * _factor * (1 - _jitter + (2 * _jitter * _random.NextDouble())));
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
