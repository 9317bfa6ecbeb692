using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Membership;

/// <summary>Workers that do not come up. On Linux: what is started instead of the runtime is a shell script.</summary>
public sealed class StartFailureTests(OwnHead head) : IClassFixture<OwnHead>
{
    private ICluster Cluster => head.Cluster;

    [Fact]
    [Trait("Spec", "J-287")]
    [Trait("Spec", "J-291")]
    public async Task AddProcs_ProcessExitsAtOnce_EachErrorTellsHow()
    {
        using var folder = new Folder();
        using var console = new ConsoleCapture();
        var options = new LocalOptions { Executable = folder.WriteScript("echo 'no licence' >&2; exit 5") };

        var error = await Assert.ThrowsAsync<AddProcsException>(() => Cluster.AddProcsAsync(2, options).InTimeAsync());

        Assert.StartsWith("2 of 2 workers did not start: ", error.Message, StringComparison.Ordinal);
        Assert.All(error.InnerExceptions, inner =>
        {
            var failure = Assert.IsType<WorkerLaunchException>(inner);
            Assert.Equal(5, failure.Exit?.ExitCode);
            Assert.Equal(["no licence"], failure.Exit?.StandardErrorTail);
            Assert.Contains("ended before it was ready", failure.Message, StringComparison.Ordinal);
        });
        Assert.Equal("", console.Out.Text);
        Assert.Equal([1], Cluster.Procs);
    }

    [Fact]
    [Trait("Spec", "J-288")]
    public async Task AddProcs_ProcessPrintsNoiseFirst_JoinsAndNoiseIsPassedOn()
    {
        using var folder = new Folder();
        using var console = new ConsoleCapture();
        var options = new LocalOptions
        {
            Executable = folder.WriteScript($"i=0; while [ $i -lt 1001 ]; do echo noise; i=$((i+1)); done; exec '{Environment.ProcessPath}' \"$@\""),
        };

        int pid = (await Cluster.AddProcsAsync(1, options).InTimeAsync())[0];

        Assert.Equal(pid, await Cluster.RemoteCallFetchAsync(pid, () => Distributed.Cluster.Current.MyId).InTimeAsync());
        await Cluster.RmProcsAsync([pid]).InTimeAsync();
        string[] lines = console.Out.Text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1001, lines.Length);
        Assert.All(lines, line => Assert.Equal($"From worker {pid}:\tnoise", line));
    }

    [Fact]
    [Trait("Spec", "J-291")]
    public async Task AddProcs_ProcessPrintsNoiseAndEnds_NoiseIsPassedOn()
    {
        using var folder = new Folder();
        using var console = new ConsoleCapture();
        var options = new LocalOptions { Executable = folder.WriteScript("i=0; while [ $i -lt 1001 ]; do echo noise; i=$((i+1)); done; exit 1") };

        var error = await Assert.ThrowsAsync<AddProcsException>(() => Cluster.AddProcsAsync(1, options).InTimeAsync());

        var failure = Assert.IsType<WorkerLaunchException>(Assert.Single(error.InnerExceptions));
        Assert.Contains("ended before it was ready", failure.Message, StringComparison.Ordinal);
        string[] lines = console.Out.Text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1001, lines.Length);
        Assert.All(lines, line => Assert.Equal($"From worker {failure.Pid}:\tnoise", line));
    }

    [Theory]
    [Trait("Spec", "J-289")]
    [Trait("Spec", "J-291")]
    [InlineData("exec sleep 1000")]
    [InlineData("echo noise >&2; exec sleep 1000")]
    public async Task AddProcs_ProcessStaysSilent_TimesOutAndIsKilled(string script)
    {
        using var folder = new Folder();
        using var console = new ConsoleCapture();
        var options = new LocalOptions { Executable = folder.WriteScript(script), StartTimeout = TimeSpan.FromMilliseconds(300) };

        var error = await Assert.ThrowsAsync<AddProcsException>(() => Cluster.AddProcsAsync(1, options).InTimeAsync());

        var failure = Assert.IsType<WorkerLaunchException>(Assert.Single(error.InnerExceptions));
        Assert.Contains("did not come up within 0.3 s and was killed", failure.Message, StringComparison.Ordinal);
        Assert.Equal(9, failure.Exit?.Signal);
        Assert.Equal("", console.Out.Text);
        Assert.Equal([1], Cluster.Procs);
    }

    [Fact]
    public async Task AddProcs_ExecutableIsMissing_ErrorNamesIt()
    {
        var options = new LocalOptions { Executable = "/no/such/dotnet" };

        var error = await Assert.ThrowsAsync<AddProcsException>(() => Cluster.AddProcsAsync(1, options).InTimeAsync());

        Assert.Contains(
            "/no/such/dotnet", Assert.IsType<WorkerLaunchException>(Assert.Single(error.InnerExceptions)).Message, StringComparison.Ordinal);
    }
}
