using Orleans.Distributed.Mapping;

namespace Orleans.Distributed.Tests.Mapping;

public sealed class BatchSizerTests
{
    [Fact]
    public void Fixed_AnyMeasurement_Stays()
    {
        var sizer = new BatchSizer(7);
        sizer.Note(7, TimeSpan.FromTicks(1));
        Assert.Equal(7, sizer.Next(remaining: 3, workers: 2));
        Assert.False(sizer.IsAutomatic);
    }

    [Fact]
    public void Automatic_ShortItems_GrowsInSteps()
    {
        var sizer = new BatchSizer(null);
        Assert.Equal(1, sizer.Next(null, 4));
        sizer.Note(1, TimeSpan.FromMilliseconds(0.1));
        Assert.Equal(4, sizer.Next(null, 4));
        sizer.Note(4, TimeSpan.FromMilliseconds(0.1));
        Assert.Equal(16, sizer.Next(null, 4));
    }

    [Fact]
    public void Automatic_ItemsOfAMillisecond_AsManyAsTakeFiveMilliseconds()
    {
        var sizer = new BatchSizer(null);
        sizer.Note(1, TimeSpan.FromMilliseconds(1));
        sizer.Note(4, TimeSpan.FromMilliseconds(4));
        Assert.Equal(5, sizer.Next(null, 4));
    }

    [Fact]
    public void Automatic_LongItems_OneAtATime()
    {
        var sizer = new BatchSizer(null);
        sizer.Note(1, TimeSpan.FromMilliseconds(0.1));
        sizer.Note(4, TimeSpan.FromSeconds(1));
        Assert.Equal(1, sizer.Next(null, 4));
    }

    [Fact]
    public void Automatic_FewItemsLeft_SpreadOverTheWorkers()
    {
        var sizer = new BatchSizer(null);
        for (int size = 1; size < 1000; size *= 4)
        {
            sizer.Note(size, TimeSpan.FromMilliseconds(0.1));
        }

        Assert.True(sizer.Size >= 1000);
        Assert.Equal(13, sizer.Next(remaining: 100, workers: 4));
        Assert.Equal(1, sizer.Next(remaining: 3, workers: 4));
        Assert.Equal(1, sizer.Next(remaining: 0, workers: 0));
    }

    [Fact]
    public void Automatic_SmallBatchAtTheEnd_SaysNothingAboutTheSize()
    {
        var sizer = new BatchSizer(null);
        sizer.Note(1, TimeSpan.FromMilliseconds(0.1));
        sizer.Note(4, TimeSpan.FromMilliseconds(0.1));
        sizer.Note(1, TimeSpan.FromMilliseconds(1));
        Assert.Equal(16, sizer.Size);
    }

    [Fact]
    public void Automatic_Most_IsNotExceeded()
    {
        var sizer = new BatchSizer(null, largest: 10);
        sizer.Note(1, TimeSpan.Zero);
        sizer.Note(4, TimeSpan.Zero);
        sizer.Note(10, TimeSpan.Zero);
        Assert.Equal(10, sizer.Size);
    }
}
