using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Distributed.Tests.PublicApi.Rendering;

namespace Orleans.Distributed.Tests.PublicApi;

/// <summary>
/// What users can see changes only on purpose: the text of each assembly's public part is compared with the one that was approved.
/// </summary>
public sealed class PublicApiTests
{
    // Of every project of the product but the engine, whose public part is that of Microsoft Orleans.
    public static TheoryData<string> Assemblies =>
        [.. Directory.GetDirectories(PathOf("../../../src")).Select(folder => Path.GetFileName(folder)!).Where(name => name != "Orleans.Embedded").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void PublicPart_IsAsApproved(string assembly)
    {
        string received = ApiText.Of(Assembly.Load(assembly));
        string approvedFile = PathOf($"{assembly}.approved.txt");
        string receivedFile = PathOf($"{assembly}.received.txt");
        string approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile).ReplaceLineEndings("\n") : "";
        if (received == approved)
        {
            File.Delete(receivedFile);
            return;
        }

        File.WriteAllText(receivedFile, received);
        Assert.Fail(
            $"The public part of {assembly} is not as approved. If it is as it should be, copy\n{receivedFile}\nover\n{approvedFile}\n"
            + $"and commit that with the change. The difference:\n{LineDifference.Of(approved, received)}");
    }

    [Fact]
    public void Of_DifferentTexts_NamesTheLinesThatDiffer()
    {
        Assert.Equal("- b\n+ c\n+ d", LineDifference.Of("a\nb\ne\n", "a\nc\nd\ne\n"));
        Assert.Equal("- a", LineDifference.Of("a\na\n", "a\n"));
        Assert.Equal("", LineDifference.Of("a\n", "a\n"));
    }

    private static string PathOf(string file, [CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, file);
}
