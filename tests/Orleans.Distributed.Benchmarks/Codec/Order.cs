namespace Orleans.Distributed.Benchmarks.Codec;

/// <summary>An object as services send them around.</summary>
public sealed class Order
{
    /// <summary>Its number.</summary>
    public long Number { get; set; }

    /// <summary>Who ordered.</summary>
    public string Customer { get; set; } = "";

    /// <summary>When.</summary>
    public DateTime At { get; set; }

    /// <summary>What.</summary>
    public List<OrderLine> Lines { get; set; } = [];

    /// <summary>An order that is the same each time.</summary>
    public static Order Sample(int number) => new()
    {
        Number = number,
        Customer = $"customer {number}",
        At = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(number),
        Lines = [.. Enumerable.Range(0, 5).Select(line => new OrderLine { Article = $"article {line}", Count = line + 1, Price = 1.25 * line })],
    };
}
