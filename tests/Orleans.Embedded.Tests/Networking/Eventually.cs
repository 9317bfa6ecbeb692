namespace Orleans.Embedded.Tests.Networking;

/// <summary>Waits for a state that nobody announces.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        using var limit = new CancellationTokenSource(Limits.Generous);
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, $"Did not happen in time: {what}.");
            await Task.Delay(1);
        }
    }
}
