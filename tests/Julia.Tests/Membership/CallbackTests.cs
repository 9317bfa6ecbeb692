using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Membership;

/// <summary>Callbacks for workers that come and go.</summary>
public sealed class CallbackTests(OwnHead head) : IClassFixture<OwnHead>
{
    private ICluster Cluster => head.Cluster;

    [Fact]
    [Trait("Spec", "J-385")]
    public async Task Started_Throws_AddProcsFailsAndWorkerIsThere()
    {
        using WorkerCallback callback = Cluster.AddWorkerStartedCallback(_ => throw new FormatException("no"));

        var error = await Assert.ThrowsAsync<AddProcsException>(() => Cluster.AddProcsAsync(1).InTimeAsync());

        Assert.IsType<RemoteException>(Assert.Single(error.InnerExceptions));
        int pid = Assert.Single(Cluster.OtherWorkers);
        Assert.Equal(pid, await Cluster.RemoteCallFetchAsync(pid, () => Distributed.Cluster.Current.MyId).InTimeAsync());
        await Cluster.RmProcsAsync([pid]).InTimeAsync();
    }

    [Fact]
    [Trait("Spec", "J-388")]
    [Trait("Spec", "J-389")]
    [Trait("Spec", "J-390")]
    [Trait("Spec", "J-394")]
    [Trait("Spec", "J-396")]
    [Trait("Spec", "J-398")]
    public async Task All_OneWorkerComesAndGoes_EachIsCalledOnce()
    {
        var calls = new List<string>();
        object? lastStatus = null;
        using (Cluster.AddWorkerStartingCallback((_, _) => calls.Add("starting")))
        using (Cluster.AddWorkerStartedCallback(pid => calls.Add($"started {pid}")))
        using (Cluster.AddWorkerExitingCallback(pid => calls.Add($"exiting {pid}")))
        using (Cluster.AddWorkerExitedCallback(async exited =>
        {
            calls.Add($"exited {exited.Pid} {exited.State} {exited.Exit.ExitCode}");
            lastStatus = await Cluster.GetStatusAsync(exited.Pid);
        }))
        {
            int pid = (await Cluster.AddProcsAsync(1).InTimeAsync())[0];
            await Cluster.RemoteCallFetchAsync(pid, () => Distributed.Cluster.Current.SetStatusAsync("last")).InTimeAsync();
            await Cluster.RmProcsAsync([pid]).InTimeAsync();

            Assert.Equal(["starting", $"started {pid}", $"exiting {pid}", $"exited {pid} Terminated 0"], calls);
            Assert.Equal("last", lastStatus);
            await Assert.ThrowsAsync<ArgumentException>(() => Cluster.GetStatusAsync(pid).InTimeAsync());
        }

        await Cluster.RmProcsAsync(await Cluster.AddProcsAsync(1).InTimeAsync()).InTimeAsync();
        Assert.Equal(4, calls.Count);
    }

    [Fact]
    public async Task Starting_TakesOptionsAway_WorkerDoesNotHaveThem()
    {
        using var folder = new Folder();
        var options = new LocalOptions
        {
            WorkingDirectory = folder.Path,
            EnvironmentVariables = { ["OD_KEPT"] = "kept", ["OD_TAKEN"] = "given" },
            RuntimeArguments = { "--no-such-argument" },
        };
        using WorkerCallback callback = Cluster.AddWorkerStartingCallback((_, asked) =>
        {
            asked.WorkingDirectory = null;
            asked.EnvironmentVariables.Remove("OD_TAKEN");
            asked.RuntimeArguments.Clear();
        });

        int pid = (await Cluster.AddProcsAsync(1, options).InTimeAsync())[0];

        Assert.Equal(
            (Environment.CurrentDirectory, "kept", null),
            await Cluster.RemoteCallFetchAsync(pid, () => (
                Environment.CurrentDirectory, Environment.GetEnvironmentVariable("OD_KEPT"), Environment.GetEnvironmentVariable("OD_TAKEN"))).InTimeAsync());
        await Cluster.RmProcsAsync([pid]).InTimeAsync();
    }

    [Fact]
    public async Task Exited_WorkerIsKilled_TellsHow()
    {
        var exited = new TaskCompletionSource<WorkerExited>(TaskCreationOptions.RunContinuationsAsynchronously);
        using WorkerCallback callback = Cluster.AddWorkerExitedCallback(exited.SetResult);
        int pid = (await Cluster.AddProcsAsync(1).InTimeAsync())[0];
        Cluster.RemoteDo(pid, () =>
        {
            Console.Error.WriteLine("my last line");
            Environment.Exit(3);
        });

        WorkerExited told = await exited.Task.InTimeAsync();

        Assert.Equal((pid, WorkerState.Exterminated, 3), (told.Pid, told.State, told.Exit.ExitCode));
        Assert.Contains("my last line", told.Exit.StandardError);
    }

    [Fact]
    [Trait("Spec", "J-391")]
    public void Add_KeyIsTaken_IsRefused()
    {
        using WorkerCallback first = Cluster.AddWorkerStartedCallback(_ => { }, "key");

        Assert.Throws<ArgumentException>(() => Cluster.AddWorkerStartedCallback(_ => { }, "key"));

        // Keys of different kinds have nothing to do with each other.
        Cluster.AddWorkerExitedCallback(_ => { }, "key").Dispose();
    }

    [Fact]
    [Trait("Spec", "J-392")]
    [Trait("Spec", "J-393")]
    public async Task StartedIsSlowAndExitingHangs_AreWarnedAboutAndOnlyTheFirstWaitedFor()
    {
        using var console = new ConsoleCapture();
        bool isDone = false;
        using WorkerCallback started = Cluster.AddWorkerStartedCallback(
            async _ =>
            {
                await Task.Delay(300);
                isDone = true;
            },
            "slow");
        using WorkerCallback exiting = Cluster.AddWorkerExitingCallback(_ => Task.Delay(Timeout.Infinite), "hanging");

        var options = new LocalOptions { CallbackWarningInterval = TimeSpan.FromMilliseconds(50) };
        int pid = (await Cluster.AddProcsAsync(1, options).InTimeAsync())[0];
        Assert.True(isDone);
        Assert.Contains($"worker-started callbacks that still run: slow (worker {pid}).", console.Error.Text, StringComparison.Ordinal);

        await Cluster.RmProcsAsync([pid], new RmProcsOptions { CallbackTimeout = TimeSpan.FromMilliseconds(100) }).InTimeAsync();
        Assert.Equal([1], Cluster.Procs);
        Assert.Contains($"not waited for any longer: hanging (worker {pid}).", console.Error.Text, StringComparison.Ordinal);
    }
}
