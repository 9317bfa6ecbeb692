using Orleans.Distributed.Launching;

namespace Orleans.Distributed.ClusterManagers.Tests.Launching;

public sealed class LocalOptionsSnapshotTests
{
    public static TheoryData<string, Action<LocalOptions>> Unusable => new()
    {
        { "EnvironmentVariables", options => options.EnvironmentVariables[""] = "x" },
        { "EnvironmentVariables", options => options.EnvironmentVariables["A=B"] = "x" },
        { "EnvironmentVariables", options => options.EnvironmentVariables["A\0B"] = "x" },
        { "EnvironmentVariables", options => options.EnvironmentVariables["A"] = "x\0y" },
        { "EnvironmentVariables", options => options.EnvironmentVariables["DOTNET_STARTUP_HOOKS"] = "x" },
        { "RuntimeArguments", options => options.RuntimeArguments.Add("") },
        { "RuntimeArguments", options => options.RuntimeArguments.Add("a\0b") },
        { "WorkingDirectory", options => options.WorkingDirectory = "" },
        { "WorkingDirectory", options => options.WorkingDirectory = "a\0b" },
        { "Executable", options => options.Executable = "" },
        { "Executable", options => options.Executable = "a\0b" },
        { "JoinTimeout", options => options.JoinTimeout = TimeSpan.Zero },
        { "JoinTimeout", options => options.JoinTimeout = TimeSpan.FromDays(2) },
        { "CallbackWarningInterval", options => options.CallbackWarningInterval = TimeSpan.Zero },
        { "CallbackWarningInterval", options => options.CallbackWarningInterval = Timeout.InfiniteTimeSpan },
        { "StartTimeout", options => options.StartTimeout = TimeSpan.Zero },
        { "StartTimeout", options => options.StartTimeout = TimeSpan.FromDays(2) },
        { "StopTimeout", options => options.StopTimeout = TimeSpan.FromTicks(-1) },
        { "StopTimeout", options => options.StopTimeout = Timeout.InfiniteTimeSpan },
        { "StopTimeout", options => options.StopTimeout = TimeSpan.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Unusable), DisableDiscoveryEnumeration = true)]
    public void Of_UnusableOption_IsRefusedByName(string option, Action<LocalOptions> configure)
    {
        var options = new LocalOptions();
        configure(options);

        var error = Assert.Throws<ArgumentException>(() => LocalOptionsSnapshot.Of(options));

        Assert.StartsWith($"LocalOptions.{option} ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_UsableOptions_CopiesAll()
    {
        var options = new LocalOptions
        {
            WorkingDirectory = "/tmp",
            Executable = "/bin/dotnet",
            JoinTimeout = TimeSpan.FromSeconds(7),
            CallbackWarningInterval = TimeSpan.FromSeconds(8),
            ServerGarbageCollection = true,
            Output = static _ => { },
            StartTimeout = TimeSpan.FromDays(1),
            StopTimeout = TimeSpan.Zero,
        };
        options.EnvironmentVariables["A"] = null;
        options.RuntimeArguments.Add("--roll-forward");

        var copy = LocalOptionsSnapshot.Of(options);
        options.EnvironmentVariables.Clear();
        options.RuntimeArguments.Clear();

        Assert.Equal("/tmp", copy.WorkingDirectory);
        Assert.Equal("/bin/dotnet", copy.Executable);
        Assert.Equal(TimeSpan.FromSeconds(7), copy.JoinTimeout);
        Assert.Equal(TimeSpan.FromSeconds(8), copy.CallbackWarningInterval);
        Assert.True(copy.ServerGarbageCollection);
        Assert.Same(options.Output, copy.Output);
        Assert.Equal(TimeSpan.FromDays(1), copy.StartTimeout);
        Assert.Equal(TimeSpan.Zero, copy.StopTimeout);
        Assert.Null(Assert.Single(copy.EnvironmentVariables).Value);
        Assert.Equal(["--roll-forward"], copy.RuntimeArguments);
    }

    [Fact]
    public void LocalOptions_Defaults_AreTheDocumentedOnes()
    {
        var options = new LocalOptions();

        Assert.Equal(TimeSpan.FromSeconds(60), options.StartTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), options.StopTimeout);
        Assert.Equal(TimeSpan.FromSeconds(10), options.CallbackWarningInterval);
        Assert.Null(options.JoinTimeout);
        Assert.Null(options.Executable);
        Assert.False(options.ServerGarbageCollection);
        Assert.Null(options.WorkingDirectory);
        Assert.Null(options.Output);
        Assert.Empty(options.EnvironmentVariables);
        Assert.Empty(options.RuntimeArguments);
    }
}
