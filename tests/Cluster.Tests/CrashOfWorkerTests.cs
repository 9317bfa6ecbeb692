using System.Runtime.CompilerServices;
using Orleans.Distributed.RealProcesses.Support;

namespace Orleans.Distributed.RealProcesses;

/// <summary>User code ends its process: the caller learns how, and what the process said last.</summary>
[Trait("Fault", "F4")]
public sealed class CrashOfWorkerTests(Head head) : IClassFixture<Head>
{
    [Fact]
    public async Task RemoteCallFetchAsync_FunctionFailsFast_SignalAndLastWords()
    {
        ProcessExitedException error = await CrashAsync(() => Environment.FailFast("the last words"));

        Assert.Equal(Signals.Abort, error.Exit.Signal);
        Assert.Contains(error.Exit.StandardError, line => line.Contains("the last words", StringComparison.Ordinal));
        Assert.Contains("the last words", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoteCallFetchAsync_FunctionOverflowsItsStack_SignalAndLastWords()
    {
        ProcessExitedException error = await CrashAsync(() => Overflow(1));

        Assert.Equal(Signals.Abort, error.Exit.Signal);
        Assert.NotEmpty(error.Exit.StandardError);
    }

    [Fact]
    public async Task RemoteCallFetchAsync_FunctionExits_ExitCode()
    {
        ProcessExitedException error = await CrashAsync(() => Environment.Exit(7));

        Assert.Equal(7, error.Exit.ExitCode);
        Assert.Null(error.Exit.Signal);
        Assert.Contains("ended with exit code 7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoteCallFetchAsync_ThreadOfUserCodeThrows_LastWords()
    {
        ProcessExitedException error = await CrashAsync(() =>
        {
            new Thread(() => throw new InvalidOperationException("nobody catches this")).Start();
            Thread.Sleep(Timeout.Infinite);
        });

        Assert.Equal(Signals.Abort, error.Exit.Signal);
        Assert.Contains(error.Exit.StandardError, line => line.Contains("nobody catches this", StringComparison.Ordinal));
    }

    private async Task<ProcessExitedException> CrashAsync(Action crash)
    {
        await using WorkerGroup workers = await head.StartWorkersAsync(2);
        var error = await Assert.ThrowsAsync<ProcessExitedException>(() => head.Cluster.RemoteCallFetchAsync(workers[0], crash).InTimeAsync());
        Assert.Equal((workers[0], CallOutcome.MayHaveRun), (error.Pid, error.Outcome));
        Assert.Equal(1, await head.Cluster.RemoteCallFetchAsync(workers[1], () => 1).InTimeAsync());
        return error;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Overflow(int depth) => Overflow(depth + 1) + Overflow(depth + 2);
}
