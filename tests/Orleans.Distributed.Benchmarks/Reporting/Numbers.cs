using System.Globalization;

namespace Orleans.Distributed.Benchmarks.Reporting;

/// <summary>Numbers as people read them.</summary>
internal static class Numbers
{
    /// <summary>With three digits that tell something, and thousands set apart.</summary>
    public static string Of(double value) => value.ToString(
        Math.Abs(value) switch
        {
            >= 100 or 0 => "N0",
            >= 10 => "0.0",
            >= 1 => "0.00",
            _ => "0.000",
        },
        CultureInfo.InvariantCulture);

    public static string Ratio(double? ratio) => ratio is { } value ? $"{Of(value)}x" : "";

    public static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{part * 100:0}%");

    public static string Met(bool? isMet) => isMet switch
    {
        true => "yes",
        false => "NO",
        null => "",
    };
}
