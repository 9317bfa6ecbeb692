using System.Text;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace Orleans.Embedded.Tests.Messaging;

public sealed class GrainIdCacheTests
{
    private readonly GrainIdCache _cache = new();

    [Fact]
    public void Get_SameBytesTwice_AllocatesOnce()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("typekey");
        _cache.Get(bytes, 4);
        long before = GC.GetAllocatedBytesForCurrentThread();

        GrainId id = _cache.Get(bytes, 4);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(GrainId.Create("type", "key"), id);
    }

    [Fact]
    public void Get_SameBytesSplitElsewhere_AreDifferentGrains()
    {
        Assert.Equal(GrainId.Create("type", "key"), Get("type", "key"));
        Assert.Equal(GrainId.Create("typek", "ey"), Get("typek", "ey"));
        Assert.Equal(GrainId.Create("type", "key"), Get("type", "key"));
    }

    [Fact]
    public void Get_ManyMoreThanItHolds_EachIsRight()
    {
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 10_000; i++)
            {
                Assert.Equal(GrainId.Create("type", $"key{i}"), Get("type", $"key{i}"));
            }
        }
    }

    private GrainId Get(string type, string key) => _cache.Get(Encoding.UTF8.GetBytes(type + key), type.Length);
}
