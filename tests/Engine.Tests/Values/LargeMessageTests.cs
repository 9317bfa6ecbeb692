namespace Engine.Tests.Values;

[Collection(CallCluster.Name)]
public sealed class LargeMessageTests(CallCluster fixture)
{
    private static readonly int TenMegabytes = 10 * 1024 * 1024;

    private readonly string _key = Unique.Key(nameof(LargeMessageTests));

    private IValueGrain Grain => fixture.Client.GetGrain<IValueGrain>(_key);

    [Fact]
    public async Task ByteArray_TenMegabytes_ThereAndBack()
    {
        var bytes = new byte[TenMegabytes];
        new Random(1).NextBytes(bytes);

        var echo = await Grain.Echo(bytes).Within();

        Assert.True(bytes.AsSpan().SequenceEqual(echo));
    }

    [Fact]
    public async Task ByteArray_TenMegabytesBetweenSilos_ThereAndBack()
    {
        var bytes = new byte[TenMegabytes];
        new Random(2).NextBytes(bytes);
        // The grain comes up in the first silo; the second calls it there.
        var services = fixture.Cluster.SiloServices();
        await services[0].GetRequiredService<IGrainFactory>().GetGrain<IValueGrain>(_key).Echo(1);

        var echo = await services[1].GetRequiredService<IGrainFactory>().GetGrain<IValueGrain>(_key).Echo(bytes).Within();

        Assert.True(bytes.AsSpan().SequenceEqual(echo));
    }

    [Fact]
    public async Task DoubleArray_AMillionItems_ThereAndBack()
    {
        var values = Enumerable.Range(0, 1_000_000).Select(number => number * 0.5).ToArray();

        Assert.Equal(values, await Grain.Echo(values).Within());
    }

    [Fact]
    public async Task LongString_ThereAndBack()
    {
        var text = new string('漢', 1_000_000);

        Assert.Equal(text, await Grain.Echo(text).Within());
    }

    [Fact]
    public async Task Sizes_Mixed_EachCallGetsItsOwnAnswer()
    {
        var sizes = Enumerable.Range(0, 200).Select(number => number % 20 == 0 ? 2 * 1024 * 1024 : number).ToArray();

        var answers = await Task.WhenAll(sizes.Select(async (size, number) =>
        {
            var grain = fixture.Client.GetGrain<IValueGrain>($"{_key}/{number % 7}");
            var bytes = new byte[size];
            Array.Fill(bytes, (byte)number);
            return await grain.Echo(bytes);
        })).Within();

        for (var number = 0; number < sizes.Length; number++)
        {
            Assert.Equal(sizes[number], answers[number].Length);
            Assert.True(answers[number].AsSpan().IndexOfAnyExcept((byte)number) < 0);
        }
    }

    [Fact]
    public async Task SizesAroundABuffer_EachArrives()
    {
        foreach (var power in new[] { 7, 8, 10, 12, 13, 14, 16, 17, 20 })
        {
            foreach (var difference in new[] { -1, 0, 1 })
            {
                var bytes = new byte[(1 << power) + difference];
                new Random(power).NextBytes(bytes);

                Assert.Equal(bytes, await Grain.Echo(bytes).Within());
            }
        }
    }
}
