using Orleans.Distributed.RealProcesses.Support;

namespace Orleans.Distributed.RealProcesses;

/// <summary>The sample that a newcomer runs first.</summary>
public sealed class WordCountTests
{
    private const string Library = "WordCount.dll";

    [Fact]
    public async Task Main_FolderOfText_CountsAgree()
    {
        using var folder = new TextFolder(files: 40, wordsInEach: 2_000);
        await using HeadProcess program = HeadProcess.Run(Library, folder.Path, "--procs", "2");

        string output = await program.ReadToEndAsync();

        await program.Exited;
        Assert.True(program.ExitCode == 0, output + string.Join('\n', program.Errors));
        Assert.EndsWith("\nagree: true\n", output, StringComparison.Ordinal);
        Assert.Contains("80,000 words in 40 files", output, StringComparison.Ordinal);
        Assert.Contains("100 % counted", output, StringComparison.Ordinal);
        Assert.Contains("\nworker 2: ", output, StringComparison.Ordinal);
        Assert.Contains("\nworker 3: ", output, StringComparison.Ordinal);
        Assert.Empty(program.Errors);
    }

    [Fact]
    public async Task Main_WorkerKilledMeanwhile_CountsAgreeAndOneLineTells()
    {
        using var folder = new TextFolder(files: 64, wordsInEach: 200_000);
        await using HeadProcess program = HeadProcess.Run(Library, folder.Path, "--procs", "2");
        var lines = new List<string>();
        while (await program.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (line.Contains("workers are ready", StringComparison.Ordinal))
            {
                program.FindWorkers();
                Assert.Equal(2, program.Workers.Count);
            }

            if (line.Contains("10 % counted", StringComparison.Ordinal))
            {
                Signals.Send(program.Workers[0].Id, Signals.Kill);
            }
        }

        await program.Exited;
        Assert.True(program.ExitCode == 0, string.Join('\n', [.. lines, .. program.Errors]));
        Assert.Equal("agree: true", lines[^1]);
        Assert.Single(lines, line => line.Contains("was killed by signal 9", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("12,800,000 words in 64 files", StringComparison.Ordinal));
        await program.AssertWorkersEndSoonAsync();
    }

    [Theory]
    [InlineData(Signals.Interrupt)]
    [InlineData(Signals.Terminate)]
    [InlineData(Signals.Kill)]
    public async Task Main_SignalMeanwhile_NoProcessIsLeft(int signal)
    {
        using var folder = new TextFolder(files: 64, wordsInEach: 200_000);
        await using HeadProcess program = HeadProcess.Run(Library, folder.Path, "--procs", "2");
        while (await program.ReadLineAsync() is { } line && !line.Contains("workers are ready", StringComparison.Ordinal))
        {
            // Not yet.
        }

        program.FindWorkers();
        Signals.Send(-program.Id, signal);

        await program.Exited;
        Assert.Equal(128 + signal, program.ExitCode);
        Assert.Equal(2, program.Workers.Count);
        await program.AssertWorkersEndSoonAsync();
    }

    [Fact]
    public async Task Main_BinaryFilesLoopsPipesAndEmptyFiles_CountsAgree()
    {
        using var folder = new TextFolder(files: 3, wordsInEach: 10);
        File.WriteAllBytes(Path.Combine(folder.Path, "binary"), [1, 0, 2]);
        File.WriteAllText(Path.Combine(folder.Path, "empty"), "");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "loop"), folder.Path);
        File.CreateSymbolicLink(Path.Combine(folder.Path, "dangling"), "/nowhere");
        File.WriteAllBytes(Path.Combine(folder.Path, "utf8"), [.. "déjà "u8, 0xFF, .. " vu"u8]);
        await using HeadProcess program = HeadProcess.Run(Library, folder.Path, "--procs", "1");

        string output = await program.ReadToEndAsync();

        await program.Exited;
        Assert.True(program.ExitCode == 0, output + string.Join('\n', program.Errors));
        Assert.Contains("32 words in 4 files", output, StringComparison.Ordinal);
        Assert.Contains("1 binary files left out", output, StringComparison.Ordinal);
        Assert.Contains("déjà", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Main_EmptyFolder_CountsAgree()
    {
        using var folder = new TextFolder(files: 0, wordsInEach: 0);
        await using HeadProcess program = HeadProcess.Run(Library, folder.Path, "--procs", "1");

        string output = await program.ReadToEndAsync();

        await program.Exited;
        Assert.EndsWith("\nagree: true\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no folder /nowhere.", "/nowhere")]
    [InlineData("The value of --procs is 0; it must be a whole number from 1 to 64.", "--procs", "0")]
    [InlineData("The value of --procs is many; it must be a whole number from 1 to 64.", "--procs", "many")]
    [InlineData("The value of --procs is missing; it must be a whole number from 1 to 64.", "--procs")]
    [InlineData("Unknown option --fast.", "--fast")]
    [InlineData("Unexpected argument /usr.", "/", "/usr")]
    public async Task Main_BadInput_OneLineAndExitCode2(string complaint, params string[] arguments)
    {
        await using HeadProcess program = HeadProcess.Run(Library, arguments);

        Assert.Equal("", await program.ReadToEndAsync());

        await program.Exited;
        Assert.Equal(2, program.ExitCode);
        Assert.StartsWith(complaint, Assert.Single(program.Errors), StringComparison.Ordinal);
    }
}
