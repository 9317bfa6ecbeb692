using System.Runtime.CompilerServices;
using Orleans.Distributed.Functions;
using Orleans.Distributed.References;
using Orleans.Distributed.Serialization;
using Orleans.Distributed.TestingHost;
using Orleans.Distributed.Tests.Support;

namespace Orleans.Distributed.Tests.Functions;

public sealed class CachedFunctionTests : IAsyncLifetime
{
    private DistributedTestCluster _cluster = null!;

    private ICluster Head => _cluster.Head;

    public async Task InitializeAsync() => _cluster = await DistributedTestCluster.StartAsync(3);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task CallAsync_Repeated_SendsTheFunctionOncePerProcess()
    {
        var counter = new Counter();
        using var function = New(Counting(counter));
        for (int i = 1; i <= 5; i++)
        {
            // The very delegate each time: what it captures remembers.
            Assert.Equal(i, await CallAsync(function, 2, 0));
        }

        Assert.Equal(1, await CallAsync(function, 3, 0));
        Assert.Equal((1, 1), (_cluster[2].OwnedCount(), _cluster[3].OwnedCount()));
        Assert.Equal(2, function.CopyCount);
        Assert.Equal(0, counter.Value);
    }

    [Fact]
    public async Task CallAsync_ManyAtOnce_TheFunctionTravelsOnce()
    {
        var counter = new Counter();
        using var function = New(Counting(counter));
        int[] results = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(() => CallAsync(function, 2, 0)))).Soon();
        Assert.Equal(Enumerable.Range(1, 500), results.Order());
        Assert.Equal(1, _cluster[2].OwnedCount());
    }

    [Fact]
    public async Task CallAsync_OwnProcess_NothingIsCopied()
    {
        var counter = new Counter();
        using var function = New(Counting(counter));
        Assert.Equal(1, await CallAsync(function, 1, 0));
        Assert.Equal(1, counter.Value);
        Assert.Equal(0, function.CopyCount);
    }

    [Fact]
    public async Task CallAsync_CapturedVariableChanges_StaysAsItWasAtTheFirstUse()
    {
        int factor = 2;
        using var function = New(i => i * factor);
        Assert.Equal(10, await CallAsync(function, 2, 5));
        factor = 3;
        Assert.Equal(10, await CallAsync(function, 2, 5));
        Assert.Equal(15, await CallAsync(function, 3, 5));
        function.Dispose();
        Assert.Equal(15, await CallAsync(function, 2, 5));
    }

    [Fact]
    public async Task CallAsync_WorkerHasLostIt_SentAgain()
    {
        var counter = new Counter();
        using var function = New(Counting(counter));
        Assert.Equal(1, await CallAsync(function, 2, 0));
        Assert.Equal(2, await CallAsync(function, 2, 0));
        Lose();
        Assert.Equal(1, await CallAsync(function, 2, 0));
        Assert.Equal(2, await CallAsync(function, 2, 0));

        void Lose()
        {
            ReferenceTable owned = _cluster[2].Handles().Owned;
            FunctionCopy copy = function.CopyAt(2)!;
            owned.Apply(1, ReferenceUpdate.Drop(copy.Id));
            Assert.Equal(0, owned.Count);
        }
    }

    [Fact]
    public async Task CallAsync_FunctionCannotBeRead_EveryCallFails()
    {
        using var function = New(Capturing(new HashSet<Unreadable> { new() }));
        for (int i = 0; i < 3; i++)
        {
            RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => CallAsync(function, 2, 1));
            Assert.Contains("cannot be read where functions run", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task CallAsync_FunctionCannotBeSent_UnsendableAndNothingStays()
    {
        using var captured = new MemoryStream();
        using var function = New(Capturing(captured));
        for (int i = 0; i < 2; i++)
        {
            UnsendableValueException error = await Assert.ThrowsAsync<UnsendableValueException>(() => CallAsync(function, 2, 1));
            Assert.Contains("captured", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal((0, 0), (function.CopyCount, _cluster[2].OwnedCount()));
    }

    [Fact]
    public async Task CallAsync_FunctionThrows_RemoteExceptionAndItStays()
    {
        using var function = New(i => i == 0 ? throw new InvalidOperationException("zero") : i);
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => CallAsync(function, 2, 0));
        Assert.Equal("zero", error.RemoteMessage);
        Assert.Equal(1, await CallAsync(function, 2, 1));
        Assert.Equal(1, _cluster[2].OwnedCount());
    }

    [Fact]
    public async Task Dispose_WhileACallRuns_ReleasedWhenItHasEnded()
    {
        using var gate = new Gate();
        var function = New(Passing(gate));
        Task<int> running = CallAsync(function, 2, 7);
        await gate.ArrivedAsync();
        function.Dispose();
        await Head.RemoteCallFetchAsync(2, () => { });
        Assert.Equal(1, _cluster[2].OwnedCount());
        gate.Open();
        Assert.Equal(7, await running.Soon());
        await WaitExtensions.HoldsSoon(() => _cluster[2].OwnedCount() == 0);
    }

    [Fact]
    public async Task Dispose_BesidesCalls_EveryCallSucceeds()
    {
        using var function = New(i => i + 1);
        Task<int>[] calls = new Task<int>[2_000];
        for (int i = 0; i < calls.Length; i++)
        {
            calls[i] = CallAsync(function, 2, i);
            if (i % 7 == 0)
            {
                function.Dispose();
            }
        }

        Assert.Equal(Enumerable.Range(1, calls.Length), await Task.WhenAll(calls).Soon());
        function.Dispose();
        await WaitExtensions.HoldsSoon(() => _cluster[2].OwnedCount() == 0);
    }

    [Fact]
    public async Task Finalizer_ForgottenFunction_ReleasedWhereItWasSent()
    {
        await Use();
        await WaitExtensions.HoldsAfterCollection(() => _cluster[2].OwnedCount() + _cluster[3].OwnedCount() == 0);

        [MethodImpl(MethodImplOptions.NoInlining)]
        async Task Use()
        {
            CachedFunction forgotten = New(i => i);
            Assert.Equal(1, await CallAsync(forgotten, 2, 1));
            Assert.Equal(1, await CallAsync(forgotten, 3, 1));
        }
    }

    [Fact]
    public async Task Dispose_HandleInTheFunction_IsReleased()
    {
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, 3);
        var function = New(Capturing(channel));
        Assert.Equal(1, await CallAsync(function, 2, 1));
        await channel.DisposeAsync();
        await Head.RemoteCallFetchAsync(3, () => { });
        function.Dispose();
        function = null;
        await WaitExtensions.HoldsAfterCollection(() => Head.Procs.Sum(pid => _cluster[pid].OwnedCount()) == 0);
    }

    [Fact]
    public async Task CallerDies_FunctionIsReleased()
    {
        var function = new CachedFunction(_cluster[3].Handles(), (int i) => i);
        Assert.Equal(1, await CallAsync(function, 2, 1, 3));
        Assert.Equal(1, _cluster[2].OwnedCount());
        await _cluster.KillAsync(3);
        await WaitExtensions.HoldsSoon(() => _cluster[2].OwnedCount() == 0);
        GC.KeepAlive(function);
    }

    [Fact]
    public async Task CallAsync_WorkerDies_ProcessExited()
    {
        using var gate = new Gate();
        using var function = New(Passing(gate));
        Task<int> running = CallAsync(function, 2, 7);
        await gate.ArrivedAsync();
        await _cluster.KillAsync(2);
        Assert.Equal(2, (await Assert.ThrowsAsync<ProcessExitedException>(() => running.Soon())).Pid);
        Assert.Equal(0, function.CopyCount);
        ProcessExitedException error = await Assert.ThrowsAsync<ProcessExitedException>(() => CallAsync(function, 2, 7).Soon());
        Assert.Equal((2, CallOutcome.NotStarted), (error.Pid, error.Outcome));
        Assert.Equal(0, function.CopyCount);
    }

    // Apart from the tests, so that the functions capture this and nothing else.
    private static Func<int, int> Counting(Counter counter) => i => counter.Next(i);

    private static Func<int, int> Passing(Gate gate) => i =>
    {
        gate.Pass();
        return i;
    };

    private static Func<int, int> Capturing(object captured) => i => captured is null ? 0 : i;

    private CachedFunction New(Func<int, int> function) => new(Head.Handles(), function);

    private Task<int> CallAsync(CachedFunction function, int pid, int argument, int caller = 1) => function.CallAsync(
        pid, reference => DistributedCluster.From(_cluster[caller]).InvokeAsync(pid, new ReferencedInvocation(reference, argument)));

    private sealed class Counter
    {
        private int _value;

        public int Value => _value;

        public int Next(int step) => Interlocked.Increment(ref _value) + step;
    }

    /// <summary>Can be sent by a test, and not be read where functions run.</summary>
    private sealed class Unreadable
    {
        public override bool Equals(object? obj) => ReferenceEquals(this, obj);

        public override int GetHashCode() =>
            Thread.CurrentThread.Name == "user code" ? throw new InvalidOperationException("This cannot be read where functions run.") : 1;
    }
}
