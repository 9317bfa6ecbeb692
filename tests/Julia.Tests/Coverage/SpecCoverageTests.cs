namespace Orleans.Distributed.Julia.Coverage;

/// <summary>Each promise of Julia's own tests is tested here, or docs/deviations.md says why not.</summary>
public sealed class SpecCoverageTests
{
    /// <summary>The projects whose tests cite entries; the project file has them built before this one.</summary>
    private static readonly string[] Projects =
    [
        "Julia.Tests",
        "Cluster.Tests",
        "Orleans.Distributed.Tests",
        "Orleans.Distributed.ClusterManagers.Tests",
        "Orleans.Distributed.Serialization.Tests",
    ];

    private static readonly SpecEntries Entries = new(Resources.Read("julia-entries.txt"));

    private static string Deviations => Resources.Read("deviations.md");

    /// <summary>Only these tables take an entry off: what the page says of an entry elsewhere is no reason to have no test of it.</summary>
    private static IReadOnlySet<string> Untested { get; } = Entries.NamedIn(string.Join(
        '\n',
        new[] { "Entries without a test", $"Entries without a test on {ThisEngine.Name}" }
            .SelectMany(heading => MarkdownTable.FirstColumn(Deviations, heading))));

    [Fact]
    public void EachEntry_HasATestOrADeviation()
    {
        HashSet<string> tested = [.. Cited().Select(citation => citation.Value)];
        string[] missing = [.. Entries.Needed.Where(number => !tested.Contains(number) && !Untested.Contains(number)).Select(Entries.Describe)];
        Assert.True(
            missing.Length == 0,
            $"{missing.Length} entries have neither a test with [Trait(\"Spec\", number)] nor a place among those of docs/deviations.md that have none:\n{string.Join('\n', missing)}");
    }

    [Fact]
    public void EachEntryWithoutATest_HasNone()
    {
        string[] both = [.. Cited().Where(citation => Untested.Contains(citation.Value)).Select(citation => $"{citation.Value} at {citation.Test}")];
        Assert.True(both.Length == 0, $"docs/deviations.md says that these have no test:\n{string.Join('\n', both)}");
    }

    [Fact]
    public void EachTest_IsRun()
    {
        string[] skipped = [.. Projects.SelectMany(project =>
        {
            using FileStream file = File.OpenRead(PathOf(project));
            return TestTraits.Skipped(file);
        })];
        Assert.True(skipped.Length == 0, $"These tests are skipped, and prove nothing:\n{string.Join('\n', skipped)}");
    }

    [Fact]
    public void EachTrait_NamesAnEntry()
    {
        string[] unknown = [.. Cited().Where(citation => !Entries.Knows(citation.Value)).Select(citation => $"{citation.Value} at {citation.Test}")];
        Assert.True(unknown.Length == 0, $"These traits name no entry of julia-entries.txt:\n{string.Join('\n', unknown)}");
    }

    [Fact]
    public void EachDeviation_NamesAnEntry()
    {
        string[] unknown = [.. Entries.NamedIn(Deviations).Where(number => !Entries.Knows(number))];
        Assert.True(unknown.Length == 0, $"docs/deviations.md names entries that julia-entries.txt has not: {string.Join(", ", unknown)}");
    }

    [Fact]
    public void NamedIn_NumbersAndRanges_FindsThem()
    {
        Assert.Equal(["J-001", "J-005"], Entries.NamedIn("`J-001`, (J-005).").Order());
        Assert.Equal(["J-005", "J-006", "J-007", "J-008"], Entries.NamedIn("from J-005 to J-008").Order());
        Assert.Equal(["J-005", "J-006", "J-007"], Entries.NamedIn("`J-005`..`J-007`").Order());
        Assert.Equal(["J-9999"], Entries.NamedIn("J-9999"));
        Assert.Empty(Entries.NamedIn("XJ-001 J- J-x"));
    }

    [Fact]
    public void FirstColumn_SeveralHeadings_ReadsTheTablesUnderTheOne()
    {
        const string page = "## A\n| J-001 | x |\n## B\nJ-002\n| entries | why |\n|---|---|\n| J-003 to J-004 | not J-005 |\n### B C\n| J-006 | x |\n## B\n| J-007 |";
        Assert.Equal(["entries", "---", "J-003 to J-004", "J-007"], MarkdownTable.FirstColumn(page, "B"));
        Assert.Equal(["J-001"], MarkdownTable.FirstColumn(page, "A"));
    }

    [Fact]
    public void Read_ThisAssembly_FindsTraitsOfMethods()
    {
        Assert.Contains(Cited(), citation => citation == ("J-016", "WorkersTests.MyId_AtTheHead_IsOne"));
        Assert.DoesNotContain(Cited(), citation => citation.Test.StartsWith(nameof(SpecCoverageTests), StringComparison.Ordinal));
    }

    [Fact]
    public void Read_SkippedTests_HaveNoTraits()
    {
        using MemoryStream image = EmittedTests.Emit();

        Assert.Equal([("J-001", "Tests.Runs")], TestTraits.Read(image, "Spec"));
        image.Position = 0;
        Assert.Equal(["Tests.IsSkipped", "Tests.HasSkippedData"], TestTraits.Skipped(image));
    }

    private static IEnumerable<(string Value, string Test)> Cited() => Projects.SelectMany(project => TestTraits.Read(PathOf(project), "Spec"));

    /// <summary>The outputs of all projects lie side by side: a folder for each project, and in it one for the configuration.</summary>
    private static string PathOf(string project)
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string path = Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, project + ".dll");
        Assert.True(File.Exists(path), $"{path} is not there. Build {project}; the project file of these tests should see to that.");
        return path;
    }
}
