using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>
/// Workers have what their program has: environment, folder and libraries (julia#28781, #47785), and its code, also those that join
/// later (Distributed#83, julia#26285).
/// </summary>
public sealed class EnvironmentAsks
{
    private const string Variable = "ORLEANS_DISTRIBUTED_TEST_VARIABLE";

    [Fact]
    [Trait("Ask", "4")]
    public async Task Julia28781_Worker_HasTheProgramsEnvironmentFolderAndLibraries()
    {
        string value = Guid.NewGuid().ToString();
        Environment.SetEnvironmentVariable(Variable, value);
        try
        {
            await using ICluster head = await Cluster.StartAsync().InTimeAsync();
            var options = new LocalOptions();
            options.EnvironmentVariables[Variable + "_2"] = "given";
            int[] pids = [.. await head.AddProcsAsync(1).InTimeAsync(), .. await head.AddProcsAsync(1, options).InTimeAsync()];

            World own = World.Here();
            World plain = await head.RemoteCallFetchAsync(pids[0], World.Here).InTimeAsync();
            World given = await head.RemoteCallFetchAsync(pids[1], World.Here).InTimeAsync();

            Assert.Equal(value, own.Variable);
            Assert.Null(own.Second);
            Assert.Equal(own, plain);
            Assert.Equal(own with { Second = "given" }, given);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    /// <summary>No word is needed for a worker to know the program's types and functions, whenever it joins.</summary>
    [Fact]
    [Trait("Ask", "7")]
    public async Task Distributed83_WorkerThatJoinsLater_HasTheCode()
    {
        await using ICluster head = await Cluster.StartAsync().InTimeAsync();
        var shape = new Square(3);
        Func<Square, double> area = static s => s.Area * 2;
        int first = (await head.AddProcsAsync(1).InTimeAsync())[0];
        Assert.Equal(18, await head.RemoteCallFetchAsync(first, area, shape).InTimeAsync());

        int later = (await head.AddProcsAsync(1).InTimeAsync())[0];

        Assert.Equal(18, await head.RemoteCallFetchAsync(later, area, shape).InTimeAsync());
        Assert.Equal(
            18, await head.RemoteCallFetchAsync(first, (pid, s) => Cluster.Current.RemoteCallFetchAsync(pid, area, s), later, shape).InTimeAsync());
    }

    private sealed record World(string? Variable, string? Second, string Folder, string Library, string Runtime)
    {
        public static World Here() => new(
            Environment.GetEnvironmentVariable(EnvironmentAsks.Variable),
            Environment.GetEnvironmentVariable(EnvironmentAsks.Variable + "_2"),
            Environment.CurrentDirectory,
            typeof(EnvironmentAsks).Module.ModuleVersionId.ToString(),
            Environment.Version.ToString());
    }

    private sealed record Square(double Side)
    {
        public double Area => Side * Side;
    }
}
