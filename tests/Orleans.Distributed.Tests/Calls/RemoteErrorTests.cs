using Orleans.Distributed.Serialization;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Calls;

[Collection(nameof(ThreeProcesses))]
public sealed class RemoteErrorTests(ThreeProcesses processes)
{
    private readonly ICluster _head = processes.Head;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteCall_FunctionThrows_OnlyTheFutureTells(int pid)
    {
        Future<int> future = _head.RemoteCall(pid, int () => throw new KeyNotFoundException("gone"));
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => future.FetchAsync());
        Assert.Equal(pid, error.Pid);
        Assert.Equal("gone", error.RemoteMessage);
        Assert.Equal(typeof(KeyNotFoundException).FullName, error.RemoteTypeName);
        Assert.IsType<KeyNotFoundException>(error.InnerException);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteCallWaitAsync_FunctionThrows_ThrowsAlready(int pid)
    {
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => _head.RemoteCallWaitAsync(pid, async () => { await Task.Yield(); throw new InvalidOperationException("late"); }));
        Assert.Equal((pid, "late"), (error.Pid, error.RemoteMessage));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task WaitAsync_FunctionThrew_ThrowsEachTime(int pid)
    {
        Future<int> future = _head.RemoteCall(pid, int () => throw new InvalidOperationException("kept"));
        await Assert.ThrowsAsync<RemoteException>(() => future.WaitAsync());
        await Assert.ThrowsAsync<RemoteException>(() => future.FetchAsync());
        await Assert.ThrowsAsync<RemoteException>(() => future.FetchAsync());
        await Assert.ThrowsAsync<RemoteException>(() => future.WaitAsync());
        Assert.True(await future.IsReadyAsync());
    }

    [Fact]
    public async Task RemoteCallFetchAsync_NestedFailure_OneRemoteExceptionForEachHop()
    {
        RemoteException outer = await Assert.ThrowsAsync<RemoteException>(() => _head.RemoteCallFetchAsync(2, () =>
            Cluster.Current.RemoteCallFetchAsync(3, int () => throw new ArgumentException("deep"))));
        Assert.Equal(2, outer.Pid);
        RemoteException inner = Assert.IsType<RemoteException>(outer.InnerException);
        Assert.Equal(3, inner.Pid);
        Assert.Equal("deep", Assert.IsType<ArgumentException>(inner.InnerException).Message);
        Assert.Contains("deep", outer.ToString(), StringComparison.Ordinal);
        Assert.Contains("On process 3", outer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoteCallFetchAsync_CustomException_IsRebuiltWithItsState()
    {
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => _head.RemoteCallFetchAsync(2, int () => throw new OrderException("rejected", 17)));
        OrderException original = Assert.IsType<OrderException>(error.InnerException);
        Assert.Equal((17, "rejected"), (original.Order, original.Message));
    }

    [Fact]
    public async Task RemoteCallFetchAsync_ExceptionThatCannotTravel_IsTold()
    {
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => _head.RemoteCallFetchAsync(2, int () => throw new StreamException(new MemoryStream())));
        Assert.Null(error.InnerException);
        Assert.Equal(typeof(StreamException).FullName, error.RemoteTypeName);
        Assert.Equal("with a stream", error.RemoteMessage);
        Assert.Contains(nameof(RemoteCallFetchAsync_ExceptionThatCannotTravel_IsTold), error.RemoteStackTrace, StringComparison.Ordinal);
        Assert.Equal(2, await _head.RemoteCallFetchAsync(2, () => Cluster.Current.MyId));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoteCallFetchAsync_HostileException_IsTold(int pid)
    {
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => _head.RemoteCallFetchAsync(pid, int () => throw new HostileException()));
        Assert.Equal(pid, error.Pid);
        Assert.Equal(typeof(HostileException).FullName, error.RemoteTypeName);
        Assert.Equal(pid, await _head.RemoteCallFetchAsync(pid, () => Cluster.Current.MyId));
    }

    [Fact]
    public async Task RemoteCallFetchAsync_AggregateException_KeepsItsCauses()
    {
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => _head.RemoteCallFetchAsync(2, () =>
        {
            Task.WaitAll(Task.FromException(new FormatException("a")), Task.FromException(new TimeoutException("b")));
        }));
        AggregateException all = Assert.IsType<AggregateException>(error.InnerException);
        Assert.Equal(["a", "b"], all.InnerExceptions.Select(e => e.Message));
    }

    [Fact]
    public async Task RemoteCallFetchAsync_UnsendableArgument_RefusedAtTheCallAndNothingIsSent()
    {
        using var gate = new Gate();
        var job = new Job { Log = new MemoryStream() };
        UnsendableValueException error = await Assert.ThrowsAsync<UnsendableValueException>(
            async () => await _head.RemoteCallFetchAsync(2, (Job j) => gate.Arrive(), job));
        Assert.Contains("Job.Log", error.Path, StringComparison.Ordinal);
        Assert.Contains("MemoryStream", error.Message, StringComparison.Ordinal);
        Assert.Throws<UnsendableValueException>(() => _head.RemoteCall(2, (Job j) => gate.Arrive(), job));
        Assert.Throws<UnsendableValueException>(() => _head.RemoteDo(2, (Job j) => gate.Arrive(), job));
        await Assert.ThrowsAsync<UnsendableValueException>(async () => await _head.RemoteCallWaitAsync(2, (Job j) => gate.Arrive(), job));

        // Messages keep their order, so anything that was sent would have begun before this.
        await _head.RemoteCallFetchAsync(2, () => { });
        Assert.Equal(0, gate.Arrivals);
    }

    [Fact]
    public async Task RemoteCallFetchAsync_UnsendableCapture_NamesTheVariable()
    {
        using var log = new MemoryStream();
        UnsendableValueException error = await Assert.ThrowsAsync<UnsendableValueException>(
            async () => await _head.RemoteCallFetchAsync(2, () => log.Length));
        Assert.Contains("captured variable 'log'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoteCallFetchAsync_UnsendableResult_RemoteExceptionAndTheWorkerLives()
    {
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => _head.RemoteCallFetchAsync(2, () => new MemoryStream()));
        Assert.Equal(2, error.Pid);
        Assert.Contains("MemoryStream", error.Message, StringComparison.Ordinal);
        Future<MemoryStream> future = await _head.RemoteCallWaitAsync(2, () => new MemoryStream());
        await Assert.ThrowsAsync<RemoteException>(() => future.FetchAsync());
        Assert.Equal(2, await _head.RemoteCallFetchAsync(2, () => Cluster.Current.MyId));
    }

    [Fact]
    public async Task RemoteCallFetchAsync_ReturnsRemoteExceptionAsValue_IsAValue()
    {
        Exception error = await _head.RemoteCallFetchAsync(2, () => (Exception)new RemoteException(9, "T", "m", null, null));
        Assert.Equal(9, Assert.IsType<RemoteException>(error).Pid);
    }

    private sealed class Job
    {
        public Stream? Log { get; set; }
    }

    private sealed class OrderException(string message, int order) : Exception(message)
    {
        public int Order { get; } = order;
    }

    private sealed class StreamException(Stream stream) : Exception("with a stream")
    {
        public Stream Stream { get; } = stream;
    }

    private sealed class HostileException : Exception
    {
        public override string Message => throw new InvalidOperationException("no message");

        public override string? StackTrace => throw new InvalidOperationException("no stack trace");

        public override System.Collections.IDictionary Data => throw new InvalidOperationException("no data");

        public override string ToString() => throw new InvalidOperationException("no text");
    }
}
