using Orleans.Distributed.RealProcesses.Support;

namespace Orleans.Distributed.RealProcesses;

/// <summary>A worker is stopped, as a debugger, a long pause of the collector or a frozen machine would do it.</summary>
public sealed class StoppedWorkerTests(QuickHead head) : IClassFixture<QuickHead>
{
    private ICluster Cluster => head.Cluster;

    [Fact]
    public async Task Worker_StoppedForLongerThanFailureDetection_IsDeadToAllAndRunsNothingMore()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("stopped-worker-");
        try
        {
            await using WorkerGroup workers = await head.StartWorkersAsync(2);
            (int victim, int other) = (workers[0], workers[1]);
            string path = Path.Combine(folder.FullName, "file");
            await Cluster.RemoteCallFetchAsync(victim, CreateFile, path, 0).InTimeAsync();
            await Cluster.RemoteCallFetchAsync(other, CreateFileAt, victim, path, 1).InTimeAsync();

            workers.Signal(victim, Signals.Stop);
            await workers.ProcessOf(victim).WaitUntilStoppedAsync();
            Task[] calls =
            [
                .. Enumerable.Range(100, 50).Select(i => Cluster.RemoteCallFetchAsync(victim, CreateFile, path, i)),
                .. Enumerable.Range(200, 50).Select(i => Cluster.RemoteCallWaitAsync(victim, CreateFile, path, i)),
                .. Enumerable.Range(300, 50).Select(i => Cluster.RemoteCall(victim, CreateFile, path, i).FetchAsync()),
            ];
            for (int i = 400; i < 450; i++)
            {
                Cluster.RemoteDo(victim, CreateFile, path, i);
            }

            Task atOther = Cluster.RemoteCallFetchAsync(other, CreateFileAt, victim, path, 500);

            foreach (Task call in calls)
            {
                var error = await Assert.ThrowsAsync<ProcessExitedException>(() => call.InTimeAsync());
                Assert.Equal((victim, CallOutcome.MayHaveRun), (error.Pid, error.Outcome));
                Assert.Equal(ProcessExitReason.Unresponsive, error.Exit.Reason);
            }

            var nested = await Assert.ThrowsAsync<RemoteException>(() => atOther.InTimeAsync());
            Assert.IsType<ProcessExitedException>(nested.InnerException);
            await Cluster.WaitUntilGoneAsync(victim, observer: 1);
            await Cluster.WaitUntilGoneAsync(victim, observer: other);

            workers.Signal(victim, Signals.Continue);

            await workers.ProcessOf(victim).WaitUntilEndedAsync();
            Assert.Equal(["file0", "file1"], folder.GetFiles().Select(f => f.Name).Order());
            Assert.Equal([1, other], Cluster.Procs);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Worker_StoppedWhileAFunctionRuns_FunctionEndsWithIt()
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(1);
        await using RemoteChannel<int> started = await Cluster.CreateChannelAsync<int>();
        Task<int> call = Cluster.RemoteCallFetchAsync(workers[0], Spin, started);
        await started.TakeAsync().InTimeAsync();

        workers.Signal(workers[0], Signals.Stop);

        var error = await Assert.ThrowsAsync<ProcessExitedException>(() => call.InTimeAsync());
        Assert.Equal(ProcessExitReason.Unresponsive, error.Exit.Reason);
        Assert.Contains("stopped answering and was declared dead", error.Message, StringComparison.Ordinal);
        workers.Signal(workers[0], Signals.Continue);
        await workers.ProcessOf(workers[0]).WaitUntilEndedAsync();
    }

    private static async Task<int> Spin(RemoteChannel<int> started)
    {
        await started.PutAsync(1);
        while (true)
        {
            Thread.SpinWait(1000);
        }
    }

    private static int CreateFile(string path, int number)
    {
        File.WriteAllText($"{path}{number}", "");
        return number;
    }

    private static Task<int> CreateFileAt(int pid, string path, int number) =>
        Distributed.Cluster.Current.RemoteCallFetchAsync(pid, CreateFile, path, number);
}
