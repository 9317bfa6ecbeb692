using Orleans.Distributed.ClusterManagers.Tests.Support;
using Orleans.Distributed.Processes;

namespace Orleans.Distributed.ClusterManagers.Tests.Processes;

public sealed class LinuxChildProcessTests : ChildProcessTests
{
    [Theory]
    [InlineData(137)]
    [InlineData(129)]
    public async Task Exited_CodeThatLooksLikeASignal_IsACode(int code)
    {
        using var child = await StartShellAsync($"exit {code}");

        Assert.Equal(new ChildExit(code, null), await child.Exited.WaitAsync(Limits.Generous));
    }

    [Fact]
    public async Task Start_Program_LeadsItsOwnGroup()
    {
        using var child = await StartShellAsync("cut -d' ' -f5 /proc/$$/stat");

        Assert.Equal($"{child.Id}\n", await ReadAsync(child.StandardOutput));
        await child.Exited;
    }

    [Fact]
    public async Task Start_Program_IgnoresNoSignalThatThisProcessIgnores()
    {
        // Ignored, blocked: the 13th bit, SIGPIPE, is set for every .NET process and must not be for its child.
        using var child = await StartShellAsync("grep -E 'SigBlk|SigIgn' /proc/self/status");

        string[] lines = (await ReadAsync(child.StandardOutput)).Trim().Split('\n');

        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Equal(0, Convert.ToInt64(line.Split('\t')[1], 16) & (1 << 12)));
        await child.Exited;
    }

    private protected override IChildProcess Start(ProcessCommand command) => LinuxChildProcess.Start(command);
}
