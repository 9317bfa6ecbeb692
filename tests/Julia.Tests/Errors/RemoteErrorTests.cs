using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Errors;

/// <summary>What a caller is told when a function throws.</summary>
[Collection(nameof(FourWorkers))]
public sealed class RemoteErrorTests(FourWorkers cluster)
{
    private const string Text = "not so fast: \u00e9\n\u4e2d";

    private ICluster Head => cluster.Head;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "J-128")]
    [Trait("Spec", "J-131")]
    public Task RemoteCallFetchAsync_FunctionThrows_OriginalWithItsMessage(bool own) =>
        AssertAsync(own, pid => Head.RemoteCallFetchAsync(pid, Throw));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "J-129")]
    [Trait("Spec", "J-132")]
    public Task RemoteCallWaitAsync_FunctionThrows_OriginalWithItsMessage(bool own) =>
        AssertAsync(own, pid => Head.RemoteCallWaitAsync(pid, Throw));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "J-130")]
    public Task WaitAsync_FunctionThrows_OriginalWithItsMessage(bool own) => AssertAsync(own, pid => Head.RemoteCall(pid, Throw).WaitAsync());

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task FetchAsync_FunctionThrows_OriginalWithItsMessage(bool own) => AssertAsync(own, pid => Head.RemoteCall(pid, Throw).FetchAsync());

    /// <summary>The code that throws lies in an assembly that only the worker has.</summary>
    [Fact]
    [Trait("Spec", "J-134")]
    [Trait("Spec", "J-135")]
    [Trait("Spec", "J-136")]
    public async Task RemoteCallFetchAsync_CodeOfTheWorkerAloneThrows_PidMessageAndStackArrive()
    {
        var emitted = new EmittedAssembly();
        int pid = cluster.Workers[2];

        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => Head.RemoteCallFetchAsync(pid, image => Emitted.Run(image, "ThrowKnown"), emitted.Image).InTimeAsync());

        Assert.Equal(pid, error.Pid);
        Assert.Equal(typeof(InvalidOperationException).FullName, error.RemoteTypeName);
        Assert.Equal(EmittedAssembly.Message, error.RemoteMessage);
        Assert.Equal(EmittedAssembly.Message, Assert.IsType<InvalidOperationException>(error.InnerException).Message);
        string[] frames = [.. error.RemoteStackTrace!.Split('\n').Where(line => line.TrimStart().StartsWith("at ", StringComparison.Ordinal))];
        Assert.True(frames.Length > 1, error.RemoteStackTrace);
        Assert.Contains("Actions.ThrowKnown()", frames[0], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "J-324")]
    public async Task ToString_LibraryFunctionThrew_HoldsItsExplanation()
    {
        string[] bad = ["one"];
        FormatException here = Assert.Throws<FormatException>(() => int.Parse(bad[0]));

        RemoteException error = await Assert.ThrowsAsync<RemoteException>(
            () => Head.RemoteCallFetchAsync(cluster.Workers[0], int.Parse, bad[0]).InTimeAsync());

        Assert.Contains(here.Message, error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Int32.Parse", error.ToString(), StringComparison.Ordinal);
    }

    private static int Throw() => throw new NotSupportedException(Text);

    private async Task AssertAsync(bool own, Func<int, Task> call)
    {
        int pid = own ? Head.MyId : cluster.Workers[0];
        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => call(pid).InTimeAsync());
        Assert.Equal(pid, error.Pid);
        Assert.Equal(Text, error.RemoteMessage);
        Assert.Equal(Text, Assert.IsType<NotSupportedException>(error.InnerException).Message);
        Assert.Contains(nameof(Throw), error.RemoteStackTrace, StringComparison.Ordinal);
    }
}
