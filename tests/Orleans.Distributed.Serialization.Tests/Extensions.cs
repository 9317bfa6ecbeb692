namespace Orleans.Distributed.Serialization.Tests;

internal static class Extensions
{
    public static string Extend(this string? start, string end) => start + end;
}
