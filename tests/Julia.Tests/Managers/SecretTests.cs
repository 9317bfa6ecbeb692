using System.Net.Sockets;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Managers;

/// <summary>Who may talk to a worker, and who learns the secret.</summary>
[Collection(nameof(FourWorkers))]
public sealed class SecretTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    /// <summary>The cookie is a setting of the cluster. Nothing hands it out, and no one can see it in the system's list of processes.</summary>
    [Fact]
    [Trait("Spec", "J-001")]
    public async Task StartAsync_CookieGiven_WorkersJoinWithItAndNobodySeesIt()
    {
        string cookie = $"cookie-{Guid.NewGuid():N}";
        await using ICluster head = await Cluster.StartAsync(new DistributedOptions { ClusterCookie = cookie }).InTimeAsync();
        int pid = (await head.AddProcsAsync(1).InTimeAsync())[0];

        int osProcess = await head.RemoteCallFetchAsync(pid, () => Environment.ProcessId).InTimeAsync();

        Assert.DoesNotContain(cookie, await File.ReadAllTextAsync($"/proc/{osProcess}/cmdline"), StringComparison.Ordinal);
        Assert.DoesNotContain(cookie, await File.ReadAllTextAsync($"/proc/{osProcess}/environ"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "J-218")]
    [Trait("Spec", "J-219")]
    public async Task Workers_RandomBytesOnTheirPorts_StayAndAnswer()
    {
        var random = new Random(218);
        foreach (ProcessInfo worker in Head.Processes.Where(p => p.Pid != 1))
        {
            byte[] noise = new byte[32];
            random.NextBytes(noise);
            using var socket = new TcpClient();
            await socket.ConnectAsync(SiloAddress.FromParsableString(worker.Silo).Endpoint).InTimeAsync();
            await socket.GetStream().WriteAsync(noise).AsTask().InTimeAsync();
        }

        Assert.Equal(cluster.Workers, Head.Workers);
        foreach (int pid in cluster.Workers)
        {
            Assert.Equal(pid, await Head.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId).InTimeAsync());
        }
    }
}
