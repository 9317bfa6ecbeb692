using System.Text;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Membership;

/// <summary>What a worker process is like: its folder, its streams, and the secret that it is handed.</summary>
public sealed class WorkerProcessTests
{
    private const string Cookie = "a-cookie-that-nobody-sees";

    [Fact]
    [Trait("Spec", "J-001")]
    public async Task AddProcs_CookieGiven_WorkerJoinsAndNobodySeesIt()
    {
        await using ICluster cluster = await Cluster.StartAsync(new DistributedOptions { ClusterCookie = Cookie }).InTimeAsync();
        Assert.Equal(1, cluster.NProcs);

        IReadOnlyList<int> pids = await cluster.AddProcsAsync(1).InTimeAsync();

        Assert.Equal(pids[0], await cluster.RemoteCallFetchAsync(pids[0], () => Cluster.Current.MyId).InTimeAsync());
        int process = cluster.Processes[1].OsProcessId;
        foreach (string file in (string[])["cmdline", "environ"])
        {
            Assert.DoesNotContain(Cookie, Encoding.UTF8.GetString(await File.ReadAllBytesAsync($"/proc/{process}/{file}")), StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Spec", "J-292")]
    [Trait("Spec", "J-350")]
    public async Task AddProcs_Folder_RelativePathsResolveThereAndStreamsAreApart()
    {
        using var folder = new Folder();
        folder.Write("first.txt", Path.Combine("inner", "second.txt"));
        folder.Write(Path.Combine("inner", "second.txt"), "the end");
        var output = new WorkerOutputLog();
        await using ICluster cluster = await Cluster.StartAsync().InTimeAsync();
        int pid = (await cluster.AddProcsAsync(1, new LocalOptions { WorkingDirectory = folder.Path, Output = output.Write }).InTimeAsync())[0];

        Assert.Equal("the end", await cluster.RemoteCallFetchAsync(pid, () => File.ReadAllText(File.ReadAllText("first.txt"))).InTimeAsync());
        Assert.Equal(
            (-1, -1), await cluster.RemoteCallFetchAsync(pid, () => (Console.In.Read(), Console.OpenStandardInput().ReadByte())).InTimeAsync());

        await cluster.RemoteCallFetchAsync(pid, () => Console.Out.WriteLine("to standard output")).InTimeAsync();
        Assert.Equal(new WorkerOutput(pid, WorkerOutputSource.StandardOutput, "to standard output"), await output.NextAsync());
        await cluster.RemoteCallFetchAsync(pid, () => Console.Error.WriteLine("to standard error")).InTimeAsync();
        Assert.Equal(new WorkerOutput(pid, WorkerOutputSource.StandardError, "to standard error"), await output.NextAsync());
    }
}
