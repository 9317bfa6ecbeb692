namespace Orleans.Distributed.Tests.Mapping;

public sealed class ExponentialBackOffTests
{
    [Fact]
    public void Defaults_OneDelayOfFiftyMilliseconds() => Assert.Equal([TimeSpan.FromMilliseconds(50)], new ExponentialBackOff());

    [Fact]
    public void NoJitter_GrowsByTheFactorToTheLongest()
    {
        var delays = new ExponentialBackOff(count: 5, jitter: 0);
        Assert.Equal([0.05, 0.25, 1.25, 6.25, 10], delays.Select(delay => delay.TotalSeconds));
    }

    [Fact]
    public void Jitter_OffByAsMuchAtMost()
    {
        double[] delays = [.. new ExponentialBackOff(count: 4, random: new Random(1)).Select(delay => delay.TotalSeconds)];
        for (int i = 1; i < delays.Length; i++)
        {
            Assert.InRange(delays[i] / delays[i - 1], 4.5, 5.5);
        }

        Assert.NotEqual(0.25, delays[1]);
    }

    [Fact]
    public void Enumerated_Twice_SameLength()
    {
        var delays = new ExponentialBackOff(count: 3);
        Assert.Equal(3, delays.Count());
        Assert.Equal(3, delays.Count());
    }

    [Fact]
    public void LongestIsShorterThanFirst_LongestCounts() =>
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)], new ExponentialBackOff(2, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), jitter: 0));

    [Fact]
    public void Constructor_BadNumbers_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialBackOff(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialBackOff(first: TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialBackOff(max: TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialBackOff(factor: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialBackOff(factor: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialBackOff(jitter: 1.5));
    }
}
