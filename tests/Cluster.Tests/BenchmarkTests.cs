using Orleans.Distributed.RealProcesses.Support;

namespace Orleans.Distributed.RealProcesses;

/// <summary>The benchmark, as a program: what it says to its command line. Its figures are for people.</summary>
public sealed class BenchmarkTests
{
    private const string Program = "Orleans.Distributed.Benchmarks.dll";

    [Theory]
    [InlineData("There is no row and no option 'nonsense'", "nonsense")]
    [InlineData("There is no row and no option '--json'", "--json")]
    [InlineData("There is no folder '/no/such/folder'", "--report", "/no/such/folder")]
    [InlineData("There is no part and no method 'nonsense' for --micro", "--micro", "nonsense")]
    [InlineData("'--json' does not go with --micro", "--micro", "codec", "--json", "figures.json")]
    [InlineData("'--report' does not go with --micro", "--micro", "--report", ".")]
    [InlineData("'--peers' does not go with --micro", "--quick", "--peers", "--micro")]
    [InlineData("'codec' does not go with --micro", "codec", "--micro")]
    [InlineData("'echo' does not go with --micro", "--micro", "codec", "echo")]
    public async Task Main_ArgumentsThatMakeNoSense_SaysSoAndMeasuresNothing(string complaint, params string[] arguments)
    {
        await using HeadProcess program = HeadProcess.Run(Program, arguments);

        string output = await program.ReadToEndAsync();

        await program.Exited;
        await program.ErrorsEnded;
        Assert.Equal(2, program.ExitCode);
        Assert.StartsWith(complaint, Assert.Single(program.Errors), StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Fact]
    public async Task Main_Help_NamesOptionsRowsAndParts()
    {
        await using HeadProcess program = HeadProcess.Run(Program, "--help");

        string output = await program.ReadToEndAsync();

        await program.Exited;
        Assert.Equal(0, program.ExitCode);
        Assert.All(["--quick", "--peers", "--json", "--report", "--micro", "roundtrip", "Codec.EncodeInt"], name => Assert.Contains(name, output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("codec.encodeint", "EncodeInt")]
    [InlineData("dispatch.encodecall", "EncodeCall")]
    public async Task Main_Micro_MeasuresWhatIsNamed(string filter, string method)
    {
        await using HeadProcess program = HeadProcess.Run(Program, "--micro", filter, "--quick");

        string output = await program.ReadToEndAsync();

        await program.Exited;
        await program.ErrorsEnded;
        Assert.True(program.ExitCode == 0, $"{output}\n{string.Join('\n', program.Errors)}");
        string[] table = [.. output.Split('\n').Where(line => line.StartsWith('|'))];
        Assert.True(table.Length == 3, output);
        Assert.Contains("Allocated", table[0], StringComparison.Ordinal);
        Assert.Contains(method, table[2], StringComparison.Ordinal);
        Assert.DoesNotContain(" NA ", table[2], StringComparison.Ordinal);
    }
}
