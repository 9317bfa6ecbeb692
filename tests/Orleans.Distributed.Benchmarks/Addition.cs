namespace Orleans.Distributed.Benchmarks;

/// <summary>The function whose calls are measured.</summary>
internal static class Addition
{
    /// <summary>A function that captures one number, and nothing of the method that calls it.</summary>
    public static Func<int> Of(int x) => () => x + 1;
}
