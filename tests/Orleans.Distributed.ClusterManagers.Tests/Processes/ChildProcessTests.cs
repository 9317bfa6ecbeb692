using System.ComponentModel;
using System.Text;
using Orleans.Distributed.ClusterManagers.Tests.Support;
using Orleans.Distributed.Processes;

namespace Orleans.Distributed.ClusterManagers.Tests.Processes;

/// <summary>What every way of starting a process must do.</summary>
public abstract class ChildProcessTests
{
    private static readonly Dictionary<string, string> NoVariables = [];

    [Fact]
    public async Task Start_Program_HasArgumentsEnvironmentAndDirectory()
    {
        var environment = new Dictionary<string, string> { ["ONE"] = "grüße = 1", ["TWO"] = "" };
        using var child = await StartAsync(new ProcessCommand("/bin/sh", ["-c", "echo \"$0|$1|$ONE|${TWO-unset}|$(pwd)\"", "a b", "\"'*"], environment, "/usr"));

        Assert.Equal("a b|\"'*|grüße = 1||/usr\n", await ReadAsync(child.StandardOutput));
        Assert.Equal(new ChildExit(0, null), await child.Exited.WaitAsync(Limits.Generous));
    }

    [Fact]
    public async Task Start_Program_HasThreePipes()
    {
        using var child = await StartShellAsync("read line; echo \"out $line\"; echo err >&2; cat >/dev/null; exit 7");

        await child.StandardInput.WriteAsync("hello\n"u8.ToArray());
        await child.StandardInput.FlushAsync();
        await child.StandardInput.DisposeAsync();

        Assert.Equal("out hello\n", await ReadAsync(child.StandardOutput));
        Assert.Equal("err\n", await ReadAsync(child.StandardError));
        Assert.Equal(new ChildExit(7, null), await child.Exited.WaitAsync(Limits.Generous));
    }

    [Fact]
    public async Task Kill_RunningProgram_EndsItAndItsChildren()
    {
        using var child = await StartShellAsync("sleep 1000 & echo $!; wait");
        using var reader = new StreamReader(child.StandardOutput);
        var grandchild = new ProcessWatch(int.Parse((await reader.ReadLineAsync())!));

        child.Kill();

        Assert.Equal(new ChildExit(null, Signals.Kill), await child.Exited.WaitAsync(Limits.Generous));
        await grandchild.WaitUntilEndedAsync();
        child.Kill();
    }

    [Fact]
    public async Task Exited_EndedBySignal_HasTheSignal()
    {
        using var child = await StartShellAsync("kill -11 $$");

        Assert.Equal(new ChildExit(null, 11), await child.Exited.WaitAsync(Limits.Generous));
    }

    [Fact]
    public async Task Start_OpenPipesOfOthers_AreNotInherited()
    {
        using var first = await StartShellAsync("cat; echo ended");
        using var second = await StartShellAsync("cat");

        await first.StandardInput.DisposeAsync();

        Assert.Equal("ended\n", await ReadAsync(first.StandardOutput));
        Assert.False(second.Exited.IsCompleted);
        second.Kill();
        await second.Exited;
    }

    [Theory]
    [InlineData("/no/such/program", "/", 2)]
    [InlineData("/bin/sh", "/no/such/folder", 2)]
    [InlineData("/etc/passwd", "/", 13)]
    public async Task Start_Impossible_HasTheErrorOfTheSystem(string program, string directory, int expected)
    {
        var error = await Assert.ThrowsAsync<Win32Exception>(() => StartAsync(new ProcessCommand(program, [], NoVariables, directory)));

        Assert.Equal(expected, error.NativeErrorCode);
    }

    [Fact]
    public async Task Start_ManyAtOnce_AllEnd()
    {
        var children = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => StartShellAsync($"exit {i}")));

        var exits = await Task.WhenAll(children.Select(child => child.Exited)).WaitAsync(Limits.Generous);

        Assert.Equal(Enumerable.Range(0, 30).Select(i => new ChildExit(i, null)), exits);
        Assert.All(children, child => child.Dispose());
    }

    private protected Task<IChildProcess> StartShellAsync(string script) =>
        StartAsync(new ProcessCommand("/bin/sh", ["-c", script], new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" }, "/"));

    private protected static async Task<string> ReadAsync(Stream stream) =>
        await new StreamReader(stream, Encoding.UTF8).ReadToEndAsync().WaitAsync(Limits.Generous);

    private protected abstract IChildProcess Start(ProcessCommand command);

    private Task<IChildProcess> StartAsync(ProcessCommand command) => LauncherThread.RunAsync(() => Start(command));
}
