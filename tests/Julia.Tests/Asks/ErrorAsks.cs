using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>Errors are lost, wrapped too deep, or returned instead of thrown: Distributed#63, #66, #74 and others.</summary>
[Collection(nameof(FourWorkers))]
public sealed class ErrorAsks(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    /// <summary>One kind of error, wherever the function ran and however its caller asks.</summary>
    [Fact]
    [Trait("Ask", "3")]
    public async Task Distributed63_FailedFuture_ThrowsAlikeHereAndThere()
    {
        foreach (int pid in new[] { Head.MyId, cluster.Workers[0] })
        {
            Future<int> future = Head.RemoteCall(pid, Fail);
            Func<Task>[] ways =
            [
                () => Head.RemoteCallFetchAsync(pid, Fail),
                () => Head.RemoteCallWaitAsync(pid, Fail),
                () => future.WaitAsync(),
                () => future.FetchAsync(),
                () => future.FetchAsync(),
                async () => await future,
            ];
            foreach (Func<Task> way in ways)
            {
                RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => way().InTimeAsync());
                Assert.Equal((pid, typeof(TimeZoneNotFoundException).FullName, "no such zone"), (error.Pid, error.RemoteTypeName, error.RemoteMessage));
                Assert.Equal("inner", Assert.IsType<TimeZoneNotFoundException>(error.InnerException).InnerException?.Message);
                Assert.Contains(nameof(Fail), error.RemoteStackTrace, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>Failures that nobody asks for are told, by whichever way the function was started.</summary>
    [Fact]
    [Trait("Ask", "3")]
    public async Task Distributed74_FailuresNobodyAsksFor_AreTold()
    {
        string[] expected = [$"posted {Guid.NewGuid()}", $"dropped {Guid.NewGuid()}"];
        var told = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Note(object? sender, UnobservedRemoteErrorEventArgs error)
        {
            told[error.Error.RemoteMessage] = error.Error.Pid;
            if (expected.All(told.ContainsKey))
            {
                all.TrySetResult();
            }
        }

        Cluster.UnobservedRemoteError += Note;
        try
        {
            Head.RemoteDo(cluster.Workers[1], FailWith, expected[0]);
            await Head.RemoteCall(cluster.Workers[2], FailWith, expected[1]).DisposeAsync();
            await all.Task.InTimeAsync();
        }
        finally
        {
            Cluster.UnobservedRemoteError -= Note;
        }

        Assert.Equal((cluster.Workers[1], cluster.Workers[2]), (told[expected[0]], told[expected[1]]));
    }

    /// <summary>A result that cannot be sent is an error of this call, and ends no process.</summary>
    [Fact]
    [Trait("Ask", "3")]
    public async Task Julia13730_ResultThatCannotBeSent_IsAnErrorForItsCallerAlone()
    {
        int pid = cluster.Workers[3];
        Task<int> bystander = Head.RemoteCallFetchAsync(pid, async () =>
        {
            await Task.Yield();
            return 5;
        });

        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => Head.RemoteCallFetchAsync(pid, () => new Thread(() => { })).InTimeAsync());

        Assert.Contains("Thread", error.Message, StringComparison.Ordinal);
        Assert.Equal(5, await bystander.InTimeAsync());
        Assert.Contains(pid, Head.Workers);
    }

    private static int Fail() => throw new TimeZoneNotFoundException("no such zone", new InvalidOperationException("inner"));

    private static int FailWith(string message) => throw new InvalidOperationException(message);
}
