using System.Diagnostics;
using System.Globalization;

namespace Orleans.Distributed.ClusterManagers.Tests.Support;

/// <summary>The processes of this machine whose environment has a mark of this test.</summary>
internal sealed class MarkedProcesses
{
    public const string Variable = "ORLEANS_DISTRIBUTED_TEST_MARK";

    public string Marker { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The ids of those that run now.</summary>
    public List<int> Find()
    {
        List<int> found = [];
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            try
            {
                if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out int id)
                    && File.ReadAllText(Path.Combine(directory, "environ")).Contains($"{Variable}={Marker}", StringComparison.Ordinal))
                {
                    found.Add(id);
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // One that has just ended, or another user's.
            }
        }

        return found;
    }

    public async Task WaitAsync(Predicate<List<int>> condition)
    {
        var watch = Stopwatch.StartNew();
        for (var found = Find(); !condition(found); found = Find())
        {
            Assert.True(watch.Elapsed < Limits.Generous, $"These processes run: {string.Join(' ', found)}.");
            await Task.Delay(1);
        }
    }
}
