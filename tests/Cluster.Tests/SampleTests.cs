using System.Runtime.CompilerServices;
using Orleans.Distributed.RealProcesses.Support;

namespace Orleans.Distributed.RealProcesses;

/// <summary>Each sample prints what the file beside it says.</summary>
public sealed class SampleTests
{
    private const string ExpectedOutput = "expected-output.txt";

    /// <summary>Its output depends on what it is given; it has tests of its own (<see cref="WordCountTests"/>).</summary>
    private const string TakesArguments = "WordCount";

    public static TheoryData<string> Samples => [.. Folders().Where(folder => File.Exists(Path.Combine(folder, ExpectedOutput))).Select(Name)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Main_PrintsWhatIsExpected(string sample)
    {
        string[] expected = Lines(await File.ReadAllTextAsync(Path.Combine(Root(), sample, ExpectedOutput)));
        await using HeadProcess program = HeadProcess.Run($"{sample}.dll");

        string[] lines = Lines(await program.ReadToEndAsync());

        await program.Exited;
        string told = $"It printed:\n{string.Join('\n', lines)}\nand to standard error:\n{string.Join('\n', program.Errors)}";
        Assert.True(program.ExitCode == 0, $"{sample} ended with exit code {program.ExitCode}. {told}");
        for (int i = 0; i < Math.Max(expected.Length, lines.Length); i++)
        {
            string wanted = i < expected.Length ? expected[i] : "(nothing)";
            string line = i < lines.Length ? lines[i] : "(nothing)";
            Assert.True(wanted == line, $"Line {i + 1} of {sample} should be\n{wanted}\nand is\n{line}\n{told}");
        }
    }

    [Fact]
    public void Samples_HaveAnExpectedOutputAndShortFiles() => Assert.All(
        Folders().Where(folder => Name(folder) != TakesArguments),
        folder =>
        {
            Assert.True(File.Exists(Path.Combine(folder, ExpectedOutput)), $"{folder} has no {ExpectedOutput}: put there what the sample prints.");
            Assert.All(
                Directory.GetFiles(folder, "*.cs"),
                file => Assert.True(File.ReadLines(file).Count() <= 120, $"{file} has more than 120 lines: one idea in each sample."));
        });

    private static string Name(string folder) => Path.GetFileName(folder);

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    private static string[] Folders()
    {
        string[] folders = Directory.GetDirectories(Root());
        Assert.NotEmpty(folders);
        Array.Sort(folders, StringComparer.Ordinal);
        return folders;
    }

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../samples"));
}
