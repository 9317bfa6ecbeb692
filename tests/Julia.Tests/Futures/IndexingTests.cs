using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Futures;

/// <summary>Asking for an element, of a future or of the item of a channel.</summary>
[Collection(nameof(FourWorkers))]
public sealed class IndexingTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Spec", "J-078")]
    [Trait("Spec", "J-079")]
    [Trait("Spec", "J-080")]
    [Trait("Spec", "J-081")]
    public async Task FetchAsync_ElementOfAFuture_ThatElement(int owner)
    {
        int[,] matrix = Matrix();
        Future<int[,]> future = Head.RemoteCall(owner, Matrix);
        Assert.Equal(matrix[2, 3], await future.FetchAsync(m => m[2, 3]).InTimeAsync());

        // Only the element has travelled: the owner still keeps the matrix for this process.
        Assert.True(await Head.IsOwnedAsync(future));
        Assert.Equal(matrix[2, 3], (await future)[2, 3]);
        Assert.Equal(matrix, await future.FetchAsync().InTimeAsync());
        Assert.Equal(matrix[4, 4], await future.FetchAsync(m => m[4, 4]).InTimeAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [Trait("Spec", "J-082")]
    [Trait("Spec", "J-083")]
    public async Task FetchAsync_ElementOfAnItem_ThatElement(int owner)
    {
        RemoteChannel<int[,]> channel = await Head.CreateChannelAsync<int[,]>(1, owner).InTimeAsync();
        int[,] matrix = Matrix();
        await channel.PutAsync(matrix).InTimeAsync();
        Assert.Equal(matrix[2, 3], await channel.FetchAsync(m => m[2, 3]).InTimeAsync());
        Assert.Equal(owner, await channel.FetchAsync(_ => Cluster.Current.MyId).InTimeAsync());
        Assert.Equal(matrix, await channel.FetchAsync().InTimeAsync());
        Assert.Equal(matrix, await channel.TakeAsync().InTimeAsync());
        await channel.DisposeAsync();
        Assert.False(await Head.IsOwnedAsync(channel));
    }

    private static int[,] Matrix()
    {
        var matrix = new int[5, 5];
        for (int i = 0; i < matrix.Length; i++)
        {
            matrix[i / 5, i % 5] = i * i;
        }

        return matrix;
    }
}
