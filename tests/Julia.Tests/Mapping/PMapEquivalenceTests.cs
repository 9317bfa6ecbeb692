using System.Globalization;
using Orleans.Distributed.Julia.Support;
using Orleans.Distributed.Mapping;

namespace Orleans.Distributed.Julia.Mapping;

/// <summary>A parallel map gives what a map gives.</summary>
[Collection(nameof(FourWorkers))]
public sealed class PMapEquivalenceTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Spec", "J-172")]
    public async Task PMapAsync_TwoSources_Elementwise() =>
        Assert.Equal(new[] { 1.5, 3.5, 5.5 }, await Head.PMapAsync([1, 2, 3], [0.5, 1.5, 2.5], (a, b) => a + b).InTimeAsync());

    [Fact]
    [Trait("Spec", "J-175")]
    public async Task PMapAsync_ThreeSources_Elementwise() =>
        Assert.Equal(new[] { 111L, 222, 333 }, await Head.PMapAsync([1, 2, 3], [10, 20, 30], [100L, 200L, 300L], (a, b, c) => a + b + c).InTimeAsync());

    [Fact]
    public async Task PMapAsync_FourSourcesOfDifferentLengths_UpToTheEndOfTheShortest() =>
        Assert.Equal(
            ["1a-2.5", "2b-3.5"],
            await Head.PMapAsync(
                [1, 2, 3], "abcd", Enumerable.Repeat('-', 9), [2.5, 3.5], (a, b, c, d) => string.Create(CultureInfo.InvariantCulture, $"{a}{b}{c}{d}")).InTimeAsync());

    [Fact]
    [Trait("Spec", "J-176")]
    public async Task PMapAsync_ThreeEmptySources_Empty() =>
        Assert.Empty(await Head.PMapAsync(Array.Empty<int>(), Array.Empty<double>(), "", (a, b, c) => a + b + c).InTimeAsync());

    [Fact]
    [Trait("Spec", "J-177")]
    public async Task PMapAsync_Identity_SameLengthValuesAndType()
    {
        double?[] items = [1, null, 2.5];
        double?[] results = await Head.PMapAsync(items, x => x).InTimeAsync();
        Assert.Equal(items, results);
    }

    [Fact]
    [Trait("Spec", "J-181")]
    public async Task PMapAsync_BitsNumbersAndCharacters_Elementwise()
    {
        bool[] bits = [.. Enumerable.Range(0, 10).Select(i => i % 3 == 0)];
        double[] numbers = [.. Enumerable.Range(0, 10).Select(i => i / 4.0)];
        const string Text = "abcdefghij";
        (bool, double, char)[] results = await Head.PMapAsync(bits, numbers, Text, (bit, number, letter) => (!bit, number * 2, char.ToUpperInvariant(letter))).InTimeAsync();
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (!bits[i], numbers[i] * 2, char.ToUpperInvariant(Text[i]))), results);
    }

    [Fact]
    [Trait("Spec", "J-182")]
    public async Task PMapAsync_GeneratorOverMatrix_RowAfterRow()
    {
        int[,] matrix = { { 1, 2, 3 }, { 4, 5, 6 } };
        Assert.Equal(new[] { 1, 4, 9, 16, 25, 36 }, await Head.PMapAsync(matrix.Cast<int>().Select(x => x), x => x * x).InTimeAsync());
    }

    [Fact]
    [Trait("Spec", "J-185")]
    public async Task PMapAsync_String_ItsCharacters() =>
        Assert.Equal("HELLO", new string(await Head.PMapAsync("hello", char.ToUpperInvariant).InTimeAsync()));

    [Fact]
    [Trait("Spec", "J-188")]
    public async Task PMapStream_RandomDelays_OrderOfTheItems()
    {
        var results = new List<double>();
        IAsyncEnumerable<double> stream = Head.PMapStream(Enumerable.Range(1, 30), async x =>
        {
            await Task.Delay(Random.Shared.Next(5));
            return Math.Sqrt(x);
        });
        await foreach (double result in stream)
        {
            results.Add(result);
        }

        Assert.Equal(Enumerable.Range(1, 30).Select(x => Math.Sqrt(x)), results);
    }

    [Theory]
    [Trait("Spec", "J-338")]
    [Trait("Spec", "J-339")]
    [Trait("Spec", "J-340")]
    [Trait("Spec", "J-341")]
    [Trait("Spec", "J-342")]
    [Trait("Spec", "J-343")]
    [InlineData(10, 3)]
    [InlineData(10, 0)]
    [InlineData(3, 5)]
    [InlineData(3, 3)]
    [InlineData(0, 3)]
    [InlineData(0, 0)]
    public async Task ReadAsync_SoMany_HeadAndTail(int length, int head)
    {
        IEnumerable<int> items = Enumerable.Range(1, length);
        foreach (IEnumerable<int> source in new[] { items, items.Where(_ => true) })
        {
            await using var reader = new SourceReader<int>(MapSources.Of(source), CancellationToken.None);
            Assert.Equal(items.Take(head), await reader.ReadAsync(head, mayBeFewer: false));
            Assert.Equal(items.Skip(head), await reader.ReadAsync(100, mayBeFewer: false));
            Assert.Empty(await reader.ReadAsync(1, mayBeFewer: false));
        }
    }
}
