namespace Orleans.Distributed.Tests.Loops;

public sealed class LoopRangeTests
{
    [Fact]
    public void Conversion_Range_SameEnds()
    {
        LoopRange range = 3..10;
        Assert.Equal(new LoopRange(3, 10), range);
        Assert.Equal(7, range.Count);
        Assert.Equal("3..10", range.ToString());
    }

    [Fact]
    public void Conversion_FromTheEnd_SaysSo()
    {
        Assert.Throws<ArgumentException>(() => LoopRange.FromRange(0..^1));
        Assert.Throws<ArgumentException>(() => LoopRange.FromRange(^3..10));
        Assert.Throws<ArgumentException>(() => LoopRange.FromRange(3..));
        Assert.Throws<ArgumentOutOfRangeException>(() => LoopRange.FromRange(10..3));
    }

    [Fact]
    public void Constructor_BadEnds_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LoopRange(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LoopRange(long.MinValue, long.MaxValue));
        Assert.Equal(long.MaxValue, new LoopRange(-1, long.MaxValue - 1).Count);
    }

    [Fact]
    public void Split_Default_Nothing() => Assert.Empty(default(LoopRange).Split(3));

    [Fact]
    public void Split_NoParts_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new LoopRange(0, 3).Split(0));

    [Fact]
    public void Split_LargestRange_CoversIt()
    {
        IReadOnlyList<LoopRange> parts = new LoopRange(long.MinValue, -1).Split(3);
        Assert.Equal(long.MinValue, parts[0].From);
        Assert.Equal(-1, parts[2].To);
        Assert.Equal(parts[0].To, parts[1].From);
        Assert.Equal(parts[1].To, parts[2].From);
    }
}
