using System.Runtime.CompilerServices;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Calls;

/// <summary>Failures that nobody waits for are never lost.</summary>
[Collection(nameof(ThreeProcesses))]
public sealed class UnobservedErrorTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;
    private readonly string _text = Guid.NewGuid().ToString();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteDo_FunctionThrows_IsRaisedAtTheCaller(int pid)
    {
        using var unobserved = new UnobservedLog();
        string text = _text;
        _head.RemoteDo(pid, () => Fail(text));
        (ICluster cluster, UnobservedRemoteErrorEventArgs args) = await unobserved.GetAsync(text);
        Assert.Same(_head, cluster);
        Assert.Equal(pid, args.Error.Pid);
        Assert.IsType<InvalidOperationException>(args.Error.InnerException);
        Assert.Contains(nameof(RemoteDo_FunctionThrows_IsRaisedAtTheCaller), args.Function, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteDo_FunctionThrows_IsLogged(int pid)
    {
        using var output = new ErrorOutput();
        string text = _text;
        _head.RemoteDo(pid, () => Fail(text));
        await output.ContainsSoonAsync(text);
        Assert.Contains(nameof(RemoteDo_FunctionThrows_IsLogged), output.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoteDo_FromAWorker_IsRaisedThere()
    {
        using var unobserved = new UnobservedLog();
        string text = _text;
        await _head.RemoteCallFetchAsync(2, () => Cluster.Current.RemoteDo(3, () => Fail(text)));
        (ICluster cluster, UnobservedRemoteErrorEventArgs args) = await unobserved.GetAsync(text);
        Assert.Equal(2, cluster.MyId);
        Assert.Equal(3, args.Error.Pid);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Future_FailedAndDisposed_IsRaised(int pid)
    {
        using var unobserved = new UnobservedLog();
        string text = _text;
        Future future = _head.RemoteCall(pid, () => Fail(text));
        await future.ReadySoonAsync();
        Assert.False(unobserved.Contains(text));
        await future.DisposeAsync();
        (_, UnobservedRemoteErrorEventArgs args) = await unobserved.GetAsync(text);
        Assert.Equal(pid, args.Error.Pid);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Future_DisposedBeforeItFails_IsRaised(int pid)
    {
        using var unobserved = new UnobservedLog();
        using var gate = new Gate();
        string text = _text;
        Future future = _head.RemoteCall(pid, () =>
        {
            gate.Pass();
            Fail(text);
        });
        await gate.ArrivedAsync();
        await future.DisposeAsync();
        await processes.ReleasedAsync(future);
        gate.Open();
        await unobserved.GetAsync(text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Future_FailedAndForgotten_IsRaised(int pid)
    {
        using var unobserved = new UnobservedLog();
        Start(pid, _text);
        await WaitExtensions.HoldsAfterCollection(() => unobserved.Contains(_text));
        Assert.Equal(1, unobserved.Count(_text));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Future_FailedAndFetched_IsNotRaised(int pid)
    {
        using var unobserved = new UnobservedLog();
        string text = _text;
        Future future = _head.RemoteCall(pid, () => Fail(text));
        await Assert.ThrowsAsync<RemoteException>(() => future.WaitAsync());
        await future.DisposeAsync();
        await processes.ReleasedAsync(future);

        // The word of a failure after that one comes later than its own would.
        string after = "after " + text;
        FailLater(pid, after);
        await unobserved.GetAsync(after);
        Assert.False(unobserved.Contains(text));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task UnobservedRemoteError_HandlerThrows_OthersAreToldAndTheProcessLives(int pid)
    {
        string text = _text;
        EventHandler<UnobservedRemoteErrorEventArgs> broken = (_, error) =>
        {
            if (error.Error.RemoteMessage == text)
            {
                throw new InvalidOperationException("A broken handler.");
            }
        };
        Cluster.UnobservedRemoteError += broken;
        using var unobserved = new UnobservedLog();
        try
        {
            _head.RemoteDo(pid, () => Fail(text));
            await unobserved.GetAsync(text);
        }
        finally
        {
            Cluster.UnobservedRemoteError -= broken;
        }
    }

    private void FailLater(int pid, string text) => _head.RemoteDo(pid, () => Fail(text));

    private static void Fail(string text) => throw new InvalidOperationException(text);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Start(int pid, string text) => _head.RemoteCall(pid, () => Fail(text));
}
