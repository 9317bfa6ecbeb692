namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>A parallel map whose function costs nothing.</summary>
internal sealed class MapRow : Row
{
    public override string Name => "pmap";

    public override async Task<IEnumerable<Figure>> MeasureAsync(Bench bench)
    {
        int count = bench.Times(1_000_000, 100_000);
        int[] items = [.. Enumerable.Range(0, count)];
        TimeSpan loop = await Clock.BestAsync(5, () =>
        {
            int[] results = new int[items.Length];
            for (int i = 0; i < items.Length; i++)
            {
                results[i] = items[i] + 1;
            }

            return Task.FromResult(results);
        });
        TimeSpan map = await Clock.BestAsync(3, () => bench.Cluster.PMapAsync(items, item => item + 1));
        return [new Figure($"PMapAsync, {count:N0} items", map.TotalMicroseconds / count, "us/item", "plain loop", loop.TotalMicroseconds / count, "1 us/item")];
    }
}
