using System.Globalization;

namespace Orleans.Distributed.Julia.Coverage;

/// <summary>Each thing that Julia's users ask for most is shown solved by a test, or docs/deviations.md says why it is not.</summary>
public sealed class AskCoverageTests
{
    private static readonly Dictionary<int, Ask> Asks = Resources.Read("asks.txt")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(line => !line.StartsWith('#'))
        .Select(Ask.Parse)
        .ToDictionary(ask => ask.Number);

    [Fact]
    public void List_HasTheFirstTwenty() => Assert.Equal(Enumerable.Range(1, 20), Asks.Keys.Order());

    [Fact]
    public void EachAsk_HasEitherATestOrADeviation()
    {
        int[] tested = [.. Cited().Select(citation => Number(citation.Value)).Distinct()];
        int[] without = [.. MarkdownTable.FirstColumn(Resources.Read("deviations.md"), "Asks without a test")
            .Where(cell => int.TryParse(cell, out _)).Select(Number)];

        Assert.Equal(Asks.Keys.Order(), tested.Concat(without).Order());
    }

    [Fact]
    public void EachTestOfAnAsk_IsNamedAfterOneOfItsThreads()
    {
        string[] others = [.. Cited()
            .Where(citation => !Asks[Number(citation.Value)].Names.Contains(citation.Test.Split('.')[^1].Split('_')[0]))
            .Select(citation => $"{citation.Test} (ask {citation.Value})")];
        Assert.True(others.Length == 0, $"These tests have no name of a thread of their ask in asks.txt:\n{string.Join('\n', others)}");
    }

    private static IReadOnlyList<(string Value, string Test)> Cited() => TestTraits.Read(typeof(AskCoverageTests).Assembly.Location, "Ask");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>A line of the list.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="Names">The names of its threads as tests have them: <c>Julia33892</c>.</param>
    private sealed record Ask(int Number, IReadOnlyList<string> Names)
    {
        public static Ask Parse(string line)
        {
            string[] threads = line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..].Split(' ');
            return new(
                AskCoverageTests.Number(line.Split(' ')[0]),
                [.. threads.Select(thread => char.ToUpperInvariant(thread[0]) + thread[1..].Replace("#", string.Empty, StringComparison.Ordinal))]);
        }
    }
}
