using System.Net.Sockets;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Membership;

/// <summary>Questions to a cluster that is there, and strangers at its doors.</summary>
[Collection(nameof(FourWorkers))]
public sealed class SharedWorkersTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Spec", "J-013")]
    public async Task OtherProcsOnHost_OfTheHead_AreTheWorkers()
    {
        Assert.Equal(cluster.Workers, await Head.OtherProcsOnHostAsync(1).InTimeAsync());
        Assert.Equal([1, .. cluster.Workers], await Head.ProcsOnHostAsync(cluster.Workers[0]).InTimeAsync());
        Assert.True(await Head.AreOnSameHostAsync(Head.Procs).InTimeAsync());
        foreach (int worker in cluster.Workers)
        {
            int[] others = await Head.RemoteCallFetchAsync(
                worker, async () => (await Cluster.Current.OtherProcsOnHostAsync(1)).ToArray()).InTimeAsync();
            Assert.Equal(Head.Procs.Where(pid => pid != worker), others);
        }
    }

    [Fact]
    [Trait("Spec", "J-218")]
    [Trait("Spec", "J-219")]
    public async Task RandomBytesAtEachPort_WorkersStayAndAnswer()
    {
        byte[] noise = new byte[32];
        foreach (ProcessInfo worker in Head.Processes.Where(p => p.Pid != 1))
        {
            Random.Shared.NextBytes(noise);
            using var stranger = new TcpClient();
            await stranger.ConnectAsync(SiloAddress.FromParsableString(worker.Silo).Endpoint).InTimeAsync();
            NetworkStream stream = stranger.GetStream();
            await stream.WriteAsync(noise).AsTask().InTimeAsync();

            // It gets nothing done: the worker closes the connection, whatever it says first.
            stranger.Client.Shutdown(SocketShutdown.Send);
            await DrainAsync(stream).InTimeAsync();
        }

        Assert.Equal(cluster.Workers, Head.Workers);
        foreach (int pid in cluster.Workers)
        {
            Assert.Equal(pid, await Head.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId).InTimeAsync());
        }
    }

    private static async Task DrainAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[256];
        try
        {
            while (await stream.ReadAsync(buffer) > 0)
            {
                // What a worker says to strangers.
            }
        }
        catch (IOException)
        {
            // It was reset, which is an end, too.
        }
    }
}
