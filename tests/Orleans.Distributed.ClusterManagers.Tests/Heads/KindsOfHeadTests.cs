using Orleans.Distributed.ClusterManagers.Tests.Support;

namespace Orleans.Distributed.ClusterManagers.Tests.Heads;

/// <summary>Workers start whichever way the program was started. (That a test runner works shows every other test.)</summary>
public sealed class KindsOfHeadTests
{
    [Fact]
    public async Task Head_OwnExecutable_HasWorkers()
    {
        await using var head = await HeadProcess.StartAsync(HeadProcess.Executable, ["2", "tell program"]);

        await AssertWorksAsync(head, $"Orleans.Distributed.ClusterManagers.Tests.Parent {AppContext.BaseDirectory}");
    }

    [Fact]
    public async Task Head_LibraryRunByDotnet_HasWorkers()
    {
        await using var head = await HeadProcess.StartAsync(Environment.ProcessPath!, [HeadProcess.Library, "2", "tell program"]);

        await AssertWorksAsync(head, $"Orleans.Distributed.ClusterManagers.Tests.Parent {AppContext.BaseDirectory}");
    }

    [Fact]
    public async Task Head_LibraryWithFilesElsewhere_HasWorkers()
    {
        string name = Path.ChangeExtension(HeadProcess.Library, null);
        string[] arguments =
        [
            "exec", "--depsfile", $"{name}.deps.json", "--runtimeconfig", $"{name}.runtimeconfig.json",
            "--additionalprobingpath", "/tmp", HeadProcess.Library, "2", "tell program",
        ];
        await using var head = await HeadProcess.StartAsync(Environment.ProcessPath!, arguments);

        await AssertWorksAsync(head, $"Orleans.Distributed.ClusterManagers.Tests.Parent {AppContext.BaseDirectory}");
    }

    [Fact]
    public async Task Head_WithoutStartupHooks_HasWorkers()
    {
        using var program = new ProgramWithoutHooks();
        await using var head = await HeadProcess.StartAsync(Environment.ProcessPath!, [.. program.Arguments, "2", "tell program"]);

        await AssertWorksAsync(head, $"Orleans.Distributed.ClusterManagers.Tests.Parent {AppContext.BaseDirectory}");
    }

    [Fact]
    public async Task Head_MeantToBeAWorkerButWithoutStartupHooks_LaunchesNothing()
    {
        using var program = new ProgramWithoutHooks();
        string hook = typeof(LocalClusterManager).Assembly.Location;
        string command = $"export DOTNET_STARTUP_HOOKS='{hook}'; exec '{Environment.ProcessPath}' {string.Join(' ', program.Arguments)} 1 wait";
        await using var head = await HeadProcess.StartAsync("/bin/sh", ["-c", command]);

        Assert.Empty(head.Workers);
        Assert.Contains("This process was started as a worker", await head.StandardErrorAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_SingleFile_HasWorkers()
    {
        using var program = await SingleFileProgram.PublishAsync();

        await using (var head = await HeadProcess.StartAsync(program.Executable, ["2", "tell program"]))
            await AssertWorksAsync(head, $"{SingleFileProgram.Name} {program.Folder}/");
        await using (var head = await HeadProcess.StartAsync(program.Executable, ["1", "tell DOTNET_STARTUP_HOOKS"]))
            await AssertWorksAsync(head, "(none)");
        await using (var head = await HeadProcess.StartAsync(program.Executable, ["2", "spin"]))
        {
            Signals.Send(head.Id, Signals.Kill);
            await head.WaitUntilWorkersEndedAsync();
        }
    }

    [Fact]
    public async Task Head_WithServerCollector_HasWorkersWithout()
    {
        await using var head = await HeadProcess.StartAsync(
            "/bin/sh", ["-c", $"export DOTNET_gcServer=1; exec '{HeadProcess.Executable}' 1 'tell server-gc'"]);

        await AssertWorksAsync(head, "False");
    }

    private static async Task AssertWorksAsync(HeadProcess head, string expected)
    {
        Assert.NotEmpty(head.Workers);
        Assert.DoesNotContain(head.Lines, line => line.StartsWith("failed", StringComparison.Ordinal));
        while (head.Lines.Count < head.Workers.Count)
            head.Lines.Add(await head.ReadLineAsync() ?? throw new InvalidOperationException("The head said no more."));
        var expectedLines = Enumerable.Range(2, head.Workers.Count).Select(pid => $"From worker {pid}:\t{expected}");
        Assert.Equal(expectedLines, head.Lines.Order());
    }
}
