using Orleans.Distributed.ClusterManagers.Tests.Support;
using Orleans.Distributed.Processes;

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
    public async Task Head_SingleFile_HasWorkers()
    {
        var folder = Directory.CreateTempSubdirectory("single-file-");
        try
        {
            await PublishAsync(folder.FullName);
            string published = Path.Combine(folder.FullName, "app");
            string executable = Path.Combine(published, "Orleans.Distributed.ClusterManagers.Tests.Parent");
            Assert.False(File.Exists(executable + ".dll"), "It is not a single file.");

            await using (var head = await HeadProcess.StartAsync(executable, ["2", "tell program"]))
                await AssertWorksAsync(head, $"Orleans.Distributed.ClusterManagers.Tests.Parent {published}/");
            await using (var head = await HeadProcess.StartAsync(executable, ["1", "tell DOTNET_STARTUP_HOOKS"]))
                await AssertWorksAsync(head, "(none)");
            await using (var head = await HeadProcess.StartAsync(executable, ["2", "spin"]))
            {
                Signals.Send(head.Id, Signals.Kill);
                await head.WaitUntilWorkersEndedAsync();
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
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

    /// <summary>Publishes into folders of its own, so that it does not meet a build that runs at the same time.</summary>
    private static async Task PublishAsync(string folder)
    {
        string[] arguments =
        [
            "publish", HeadProcess.Project, "--nologo", "--verbosity", "quiet", "-nodeReuse:false", "-maxCpuCount:2",
            "--runtime", "linux-" + System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            "--self-contained", "false", "-p:PublishSingleFile=true",
            $"-p:ArtifactsPath={folder}/build", "--output", $"{folder}/app",
        ];
        var environment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Where(entry => !((string)entry.Key).StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        var command = new ProcessCommand(Environment.ProcessPath!, arguments, environment, folder);
        using var publish = await LauncherThread.RunAsync(() => LinuxChildProcess.Start(command));
        string output = await new StreamReader(publish.StandardOutput).ReadToEndAsync();
        Assert.True(new ChildExit(0, null) == await publish.Exited, output);
    }
}
