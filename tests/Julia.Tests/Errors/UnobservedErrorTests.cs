using System.Collections.Concurrent;
using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Errors;

/// <summary>What nobody waits for and fails is told all the same.</summary>
public sealed class UnobservedErrorTests
{
    [Fact]
    [Trait("Spec", "J-217")]
    public async Task RemoteDo_FunctionThrows_WorkerPrintsItAndTheCallerIsTold()
    {
        using var printed = new BlockingCollection<WorkerOutput>();
        var told = new TaskCompletionSource<UnobservedRemoteErrorEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Note(object? sender, UnobservedRemoteErrorEventArgs error) => told.TrySetResult(error);
        await using ICluster head = await Cluster.StartAsync().InTimeAsync();
        int pid = (await head.AddProcsAsync(1, new LocalOptions { Output = printed.Add }).InTimeAsync())[0];
        Cluster.UnobservedRemoteError += Note;
        try
        {
            head.RemoteDo(pid, Explode);

            UnobservedRemoteErrorEventArgs error = await told.Task.InTimeAsync();
            Assert.Equal((pid, "nobody waits for this"), (error.Error.Pid, error.Error.RemoteMessage));
            using var limit = new CancellationTokenSource(Limits.Generous);
            string text = "";
            foreach (WorkerOutput line in printed.GetConsumingEnumerable(limit.Token))
            {
                Assert.Equal((pid, WorkerOutputSource.StandardError), (line.Pid, line.Source));
                text += line.Line + "\n";
                if (text.Contains("nobody waits for this", StringComparison.Ordinal) && text.Contains($"at {typeof(UnobservedErrorTests)}.{nameof(Explode)}", StringComparison.Ordinal))
                {
                    break;
                }
            }
        }
        finally
        {
            Cluster.UnobservedRemoteError -= Note;
        }
    }

    private static void Explode() => throw new InvalidOperationException("nobody waits for this");
}
