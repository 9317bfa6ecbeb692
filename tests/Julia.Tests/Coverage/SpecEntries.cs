using System.Text.RegularExpressions;

namespace Orleans.Distributed.Julia.Coverage;

/// <summary>The numbered promises of Julia's own tests, as <c>julia-entries.txt</c> lists them.</summary>
internal sealed partial class SpecEntries
{
    private const string OnlyInJulia = "only-in-julia ";

    private readonly Dictionary<string, string> _needed = [];
    private readonly HashSet<string> _onlyInJulia = [];

    /// <summary>Reads the list.</summary>
    /// <param name="text">Its text: an entry to a line, and comments behind a number sign.</param>
    public SpecEntries(string text)
    {
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            if (line.StartsWith(OnlyInJulia, StringComparison.Ordinal))
            {
                _onlyInJulia.UnionWith(line[OnlyInJulia.Length..].Split(' '));
                continue;
            }

            string[] parts = line.Split(' ', 2);
            Assert.True(parts.Length == 2 && Whole().IsMatch(parts[0]), $"This line of the list is no entry: {line}");
            Assert.True(_needed.TryAdd(parts[0], parts[1]), $"{parts[0]} is listed twice.");
        }
    }

    /// <summary>The numbers that need a test or a deviation, ascending.</summary>
    public IEnumerable<string> Needed => _needed.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether there is such an entry.</summary>
    public bool Knows(string number) => _needed.ContainsKey(number) || _onlyInJulia.Contains(number);

    /// <summary>The number with what it is about.</summary>
    public string Describe(string number) => $"{number}: {_needed[number]}";

    /// <summary>
    /// The entries that a text names: single ones, and all that lie in a range such as <c>J-418 to J-428</c>.
    /// </summary>
    public IReadOnlySet<string> NamedIn(string text)
    {
        var named = Single().Matches(text).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        foreach (Match range in Range().Matches(text))
        {
            named.UnionWith(_needed.Keys.Where(number =>
                string.CompareOrdinal(number, range.Groups["from"].Value) >= 0 && string.CompareOrdinal(number, range.Groups["to"].Value) <= 0));
        }

        return named;
    }

    [GeneratedRegex(@"^J-\d{3}$")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\bJ-\d+\b")]
    private static partial Regex Single();

    [GeneratedRegex(@"(?<from>J-\d{3})`?(?: to |\.\.)`?(?<to>J-\d{3})")]
    private static partial Regex Range();
}
