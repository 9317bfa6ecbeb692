using Orleans.Distributed.Output;

namespace Orleans.Distributed.ClusterManagers.Tests.Output;

public sealed class StandardErrorTailTests
{
    [Fact]
    public void ToList_NothingAdded_IsEmpty() => Assert.Empty(new StandardErrorTail().ToList());

    [Fact]
    public void Add_MoreThanItKeeps_DropsTheFirst()
    {
        var tail = new StandardErrorTail();
        for (int i = 0; i < 100; i++)
            tail.Add($"{i}");

        Assert.Equal(Enumerable.Range(80, 20).Select(i => $"{i}"), tail.ToList());
    }

    [Fact]
    public void Add_LongLines_KeepsWithinItsCharacters()
    {
        var tail = new StandardErrorTail();
        for (int i = 0; i < 10; i++)
            tail.Add(new string((char)('a' + i), 1000));

        Assert.Equal(["gggg", "hhhh", "iiii", "jjjj"], tail.ToList().Select(line => line[..4]));
    }

    [Fact]
    public void Add_OneEndlessLine_KeepsItsEnd()
    {
        var tail = new StandardErrorTail();
        tail.Add("before");
        tail.Add(new string('x', 100_000) + "the end");

        string line = Assert.Single(tail.ToList());
        Assert.Equal(StandardErrorTail.MostCharacters, line.Length);
        Assert.EndsWith("xthe end", line, StringComparison.Ordinal);
    }
}
