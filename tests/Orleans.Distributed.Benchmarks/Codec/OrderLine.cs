namespace Orleans.Distributed.Benchmarks.Codec;

/// <summary>A part of an <see cref="Order"/>.</summary>
public sealed class OrderLine
{
    /// <summary>What was ordered.</summary>
    public string Article { get; set; } = "";

    /// <summary>How many.</summary>
    public int Count { get; set; }

    /// <summary>The price of one.</summary>
    public double Price { get; set; }
}
