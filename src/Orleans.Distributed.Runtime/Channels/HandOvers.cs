namespace Orleans.Distributed.Channels;

/// <summary>Several putters whose items went to one taker.</summary>
internal sealed class HandOvers : List<IHandOver>, IHandOver
{
    public void Delivered() => ForEach(static handOver => handOver.Delivered());
}
