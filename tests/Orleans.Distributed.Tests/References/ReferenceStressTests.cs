using Orleans.Distributed.Serialization;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.References;

/// <summary>
/// Three processes send handles around at random, drop, fetch, put and dispose them, and one of the processes is killed meanwhile. In
/// the end, when nobody holds a handle, nobody keeps anything. The seed makes the choices repeatable, not their timing.
/// </summary>
public sealed class ReferenceStressTests
{
    private const int Drivers = 4;
    private const int StepsOfEach = 250;
    private const int Victim = 3;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public async Task RandomTraffic_InTheEnd_TablesAreEmpty(int seed, bool kill)
    {
        await using DistributedTestCluster cluster = await DistributedTestCluster.StartAsync(3);
        using var bags = new HandleBags();
        using var halfway = new Gate();
        using var killed = new CancellationTokenSource();
        Task[] drivers =
        [
            .. Enumerable.Range(0, Drivers).Select(i => DriveAsync(cluster, bags, new Random((seed * 100) + i), halfway, killed.Token)),
        ];
        if (kill)
        {
            await halfway.ArrivedAsync(Drivers);
            await cluster.KillAsync(Victim);
            await killed.CancelAsync();
            await cluster.GoneEverywhereAsync(Victim);
        }

        await Task.WhenAll(drivers).Soon();
        int[] alive = [.. cluster.Head.Procs];
        Assert.Equal(kill ? [1, 2] : [1, 2, 3], alive);
        await EmptyAsync(bags, [.. alive.Select(pid => cluster[pid])]);
    }

    /// <summary>Waits until nothing is left, and tells what is when that takes too long.</summary>
    private static async Task EmptyAsync(HandleBags bags, ICluster[] processes)
    {
        try
        {
            await WaitExtensions.HoldsSoon(() => processes.All(process => Left(process) == default), LetGo);
        }
        catch (Xunit.Sdk.TrueException)
        {
            Assert.Fail(string.Join('\n', processes.Select(process => $"Left at process {process.MyId}: {Left(process)}.")));
        }

        void LetGo()
        {
            // Functions that were posted may keep a handle after all that was waited for has ended.
            bags.Clear();
            WaitExtensions.CollectGarbage();
        }
    }

    private static (int Owned, int Early, int Handles, int Pending) Left(ICluster process) => (
        process.OwnedCount(),
        process.Handles().Owned.EarlyCount,
        process.HandleCount(),
        process.Handles().Peers.All.Sum(peer => peer.PendingCount));

    private static async Task DriveAsync(DistributedTestCluster cluster, HandleBags bags, Random random, Gate halfway, CancellationToken killed)
    {
        for (int step = 0; step < StepsOfEach; step++)
        {
            if (step == StepsOfEach / 2)
            {
                halfway.Arrive();
            }

            try
            {
                int[] alive = [.. cluster.Head.Procs];
                ICluster from = cluster[alive[random.Next(alive.Length)]];
                Task running = new ReferenceStep(from, alive[random.Next(alive.Length)], bags, random).RunAsync();

                // What a process was doing when it was killed has no end that anybody could wait for.
                await running.WaitAsync(Limits.Wait, from.MyId == Victim ? killed : CancellationToken.None);
            }
            catch (Exception e) when (IsExpected(e))
            {
                // Others dispose, put and take the same handles, and one of the processes may be killed.
            }
        }
    }

    /// <summary>What becomes of an operation on a handle that others use as well.</summary>
    private static bool IsExpected(Exception error) => error switch
    {
        RemoteException or UnsendableValueException => error.InnerException is { } cause && IsExpected(cause),
        _ => error is ProcessExitedException or ObjectDisposedException or InvalidOperationException or OperationCanceledException or ArgumentException,
    };
}
