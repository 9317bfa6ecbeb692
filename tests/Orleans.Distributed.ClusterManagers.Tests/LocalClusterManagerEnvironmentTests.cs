using Orleans.Distributed.ClusterManagers.Tests.Support;

namespace Orleans.Distributed.ClusterManagers.Tests;

public sealed class LocalClusterManagerEnvironmentTests
{
    [Fact]
    public async Task EnvironmentVariables_Added_AreSeen() =>
        Assert.Equal("a=b; c", await TestManager.AskAsync("report ADDED", options => options.EnvironmentVariables["ADDED"] = "a=b; c"));

    [Fact]
    public async Task EnvironmentVariables_OfThisProcess_AreInherited() =>
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), await TestManager.AskAsync("report PATH"));

    [Fact]
    public async Task EnvironmentVariables_NullValue_Removes() =>
        Assert.Equal("(none)", await TestManager.AskAsync("report PATH", options => options.EnvironmentVariables["PATH"] = null));

    [Theory]
    [InlineData("DOTNET_gcServer")]
    [InlineData("DOTNET_STARTUP_HOOKS")]
    public async Task EnvironmentVariables_OfTheStart_AreGoneForUserCode(string name) =>
        Assert.Equal(Environment.GetEnvironmentVariable(name) ?? "(none)", await TestManager.AskAsync($"report {name}"));

    [Fact]
    public async Task EnvironmentVariables_OfTheStart_AreGoneForItsChildren()
    {
        string environment = await TestManager.AskAsync("report child-environment");

        Assert.Contains("PATH=", environment, StringComparison.Ordinal);
        Assert.DoesNotContain("DOTNET_gcServer", environment, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ServerGarbageCollection_IsWhatTheOptionSays(bool isServer)
    {
        // With a single processor the runtime knows no server collector.
        Assert.Equal($"{isServer && Environment.ProcessorCount > 1}", await TestManager.AskAsync("report server-gc", options => options.ServerGarbageCollection = isServer));
    }

    [Fact]
    public async Task WorkingDirectory_Default_IsThatOfThisProcess() =>
        Assert.Equal(Environment.CurrentDirectory, await TestManager.AskAsync("report directory"));

    [Fact]
    public async Task WorkingDirectory_Set_IsUsed()
    {
        var folder = Directory.CreateTempSubdirectory("worker folder ");
        try
        {
            Assert.Equal(folder.FullName, await TestManager.AskAsync("report directory", options => options.WorkingDirectory = folder.FullName));
        }
        finally
        {
            folder.Delete();
        }
    }

    [Fact]
    public async Task StandardInput_OfUserCode_IsEmpty() =>
        Assert.Equal("0 -1 /dev/null", await TestManager.AskAsync("report input"));

    [Fact]
    public async Task Program_LooksLikeTheUsers()
    {
        string program = await TestManager.AskAsync("report program");

        Assert.EndsWith($" {AppContext.BaseDirectory}", program, StringComparison.Ordinal);
    }
}
