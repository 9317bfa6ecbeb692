using Orleans.Distributed.RealProcesses.Support;

namespace Orleans.Distributed.RealProcesses;

/// <summary>Functions and types of the user's program and of its libraries mean the same in a worker.</summary>
public sealed class FunctionTests(Head head) : IClassFixture<Head>
{
    private ICluster Cluster => head.Cluster;

    [Fact]
    public async Task RemoteCallFetchAsync_FunctionsOfThisAssembly_RunInTheWorker()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);
        int captured = 40;
        string Local(string text) => $"{text} {captured} {Environment.ProcessId}";

        Assert.Equal(42, await Cluster.RemoteCallFetchAsync(workers[0], () => captured + 2).InTimeAsync());
        Assert.Equal(
            $"local 40 {workers.ProcessOf(workers[0]).Id}", await Cluster.RemoteCallFetchAsync(workers[0], Local, "local").InTimeAsync());
        Assert.Equal([3, 2, 1], await Cluster.RemoteCallFetchAsync(workers[0], Reverse, new List<int> { 1, 2, 3 }).InTimeAsync());
        Point moved = await Cluster.RemoteCallFetchAsync(workers[0], new Point(1, 2).Move, 10).InTimeAsync();
        Assert.Equal(new Point(11, 12), moved);
    }

    [Fact]
    public async Task RemoteCallFetchAsync_FunctionOfAReferencedLibrary_RunsInTheWorker()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);

        string formatted = await Cluster.RemoteCallFetchAsync(workers[0], Xunit.Sdk.ArgumentFormatter.EscapeString, "a\nb").InTimeAsync();

        Assert.Equal("a\\nb", formatted);
    }

    [Fact]
    public async Task RemoteCallFetchAsync_ExceptionOfThisAssembly_IsRebuilt()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);

        var error = await Assert.ThrowsAsync<RemoteException>(
            () => Cluster.RemoteCallFetchAsync(workers[0], (Action)(() => throw new OddException("odd", 5))).InTimeAsync());

        var original = Assert.IsType<OddException>(error.InnerException);
        Assert.Equal(("odd", 5), (original.Message, original.Code));
    }

    private static List<T> Reverse<T>(List<T> list)
    {
        list.Reverse();
        return list;
    }

    private sealed record Point(int X, int Y)
    {
        public Point Move(int by) => new(X + by, Y + by);
    }

    private sealed class OddException(string message, int code) : Exception(message)
    {
        public int Code { get; } = code;
    }
}
