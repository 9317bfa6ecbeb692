using Orleans.Distributed.Julia.Support;

namespace Orleans.Distributed.Julia.Errors;

/// <summary>Several things that fail together: Julia's <c>@sync</c> around them is <see cref="Task.WhenAll(Task[])"/> here.</summary>
[Collection(nameof(FourWorkers))]
public sealed class SeveralFailuresTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [Trait("Spec", "J-122")]
    [Trait("Spec", "J-123")]
    [Trait("Spec", "J-124")]
    public async Task WhenAll_CallsThatFail_AggregateWithEachFailure(int count)
    {
        Task all = Task.WhenAll(Enumerable.Range(0, count).Select(i => Head.FetchAsync(() => Fail(i))));

        await Assert.ThrowsAsync<RemoteException>(() => all.InTimeAsync());

        AggregateException failures = Assert.IsType<AggregateException>(all.Exception);
        Assert.Equal(count, failures.InnerExceptions.Count);
        Assert.Equal(
            Enumerable.Range(0, count).Select(i => $"number {i}"),
            failures.InnerExceptions.Select(e => Assert.IsType<InvalidOperationException>(Assert.IsType<RemoteException>(e).InnerException).Message).Order());
        Assert.Equal(Math.Min(count, cluster.Workers.Count), failures.InnerExceptions.Cast<RemoteException>().Select(e => e.Pid).Distinct().Count());
    }

    private static int Fail(int number) => throw new InvalidOperationException($"number {number}");
}
