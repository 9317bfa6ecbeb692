namespace Engine.Tests.Values;

[Collection(CallCluster.Name)]
public sealed class ImmutableTests(CallCluster fixture) : IDisposable
{
    private readonly IValueGrain _local =
        fixture.Cluster.SiloServices()[0].GetRequiredService<IGrainFactory>().GetGrain<IValueGrain>(Unique.Key(nameof(ImmutableTests)));

    public void Dispose() => SharedPlace.Value = null;

    [Fact]
    public async Task ImmutableType_WithinASilo_IsNotCopied()
    {
        var value = new Sealed("text");
        SharedPlace.Value = value;

        Assert.True(await _local.IsTheVeryObject(value));
        Assert.Same(value, await _local.Echo(value));
    }

    [Fact]
    public async Task ImmutableParameter_WithinASilo_IsNotCopied()
    {
        var value = new List<int> { 1 };
        SharedPlace.Value = value;

        Assert.True(await _local.IsTheVeryObjectMarkedAtTheParameter(value));
    }

    [Fact]
    public async Task ImmutableWrapper_WithinASilo_IsNotCopied()
    {
        var value = new List<int> { 1 };
        SharedPlace.Value = value;

        Assert.True(await _local.IsTheVeryObjectInImmutable(value.AsImmutable()));
    }

    [Fact]
    public async Task ImmutableType_AcrossTheNetwork_ArrivesEqual()
    {
        var value = await fixture.Client.GetGrain<IValueGrain>(Unique.Key()).Echo(new Sealed("text"));

        Assert.Equal("text", value.Text);
    }
}
