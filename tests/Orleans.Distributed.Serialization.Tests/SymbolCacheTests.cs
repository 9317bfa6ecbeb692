using Orleans.Distributed.Serialization.Symbols;

namespace Orleans.Distributed.Serialization.Tests;

public sealed class SymbolCacheTests
{
    [Fact]
    public void Find_AfterAFloodOfDefinitions_KeepsWhatComesThen()
    {
        var cache = new SymbolCache();
        for (int i = 0; i < 100_000; i++)
        {
            cache.Find(BitConverter.GetBytes(i));
        }

        byte[] late = [1, 2, 3, 4, 5];
        Assert.Same(cache.Find(late), cache.Find(late));
    }
}
