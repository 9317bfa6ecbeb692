using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>What the distributed loop should be able to do: Distributed#57, #39, #66, julia#12712, #10435, #51455.</summary>
[Collection(nameof(FourWorkers))]
public sealed class LoopAsks(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    /// <summary>The loop is a task: it ends when all is done, and fails when the body fails.</summary>
    [Fact]
    [Trait("Ask", "3")]
    public async Task Distributed66_BodyFails_TheLoopFails()
    {
        Task loop = Head.DistributedForAsync(0..10, i =>
        {
            if (i == 7)
            {
                throw new InvalidOperationException("seven");
            }
        });

        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => loop.InTimeAsync());
        Assert.Equal("seven", error.InnerException?.Message);
    }

    [Fact]
    [Trait("Ask", "16")]
    public async Task Julia12712_EmptyRangeWithSeed_IsTheSeed()
    {
        Assert.Equal(5, await Head.DistributedReduceAsync(0..0, i => i, (a, b) => a + b, seed: 5).InTimeAsync());
        Assert.Equal(50, await Head.DistributedReduceAsync(0..10, i => i, (a, b) => a + b, seed: 5).InTimeAsync());
    }

    /// <summary>Any list, and not only ranges of numbers; several loop variables are a list of tuples.</summary>
    [Fact]
    [Trait("Ask", "16")]
    public async Task Distributed57_ListsAndSeveralLoopVariables_Work()
    {
        (int X, int Y)[] grid = [.. from x in Enumerable.Range(0, 4) from y in Enumerable.Range(0, 3) select (x, y)];

        Assert.Equal(grid.Sum(p => p.X * p.Y), await Head.DistributedReduceAsync(grid, p => p.X * p.Y, (a, b) => a + b).InTimeAsync());
        Assert.Equal("abc", await Head.DistributedReduceAsync(new[] { "a", "b", "c" }, s => s, (a, b) => a + b).InTimeAsync());
    }

    /// <summary>With the dynamic schedule a worker that is done gets more, so one that is held up does not hold the rest.</summary>
    [Fact]
    [Trait("Ask", "16")]
    public async Task Julia51455_DynamicSchedule_WorkGoesToWhoIsFree()
    {
        await using RemoteChannel<int> gate = await Head.CreateChannelAsync<int>(1).InTimeAsync();
        await using RemoteChannel<int> done = await Head.CreateChannelAsync<int>(40).InTimeAsync();
        int slow = cluster.Workers[0];

        Task<int> loop = Head.DistributedReduceAsync(
            0..40,
            async i =>
            {
                if (Cluster.Current.MyId == slow)
                {
                    await gate.FetchAsync();
                    return 1;
                }

                await done.PutAsync(i);
                return 0;
            },
            (a, b) => a + b,
            new LoopOptions { Schedule = LoopSchedule.Dynamic, ChunkSize = 1 });

        // The others do all but the one item that the slow one has begun.
        for (int i = 0; i < 39; i++)
        {
            await done.TakeAsync().InTimeAsync();
        }

        await gate.PutAsync(1).InTimeAsync();

        Assert.InRange(await loop.InTimeAsync(), 0, 1);
    }
}
