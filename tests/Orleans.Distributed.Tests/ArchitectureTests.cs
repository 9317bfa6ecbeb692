using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Tests;

/// <summary>What the design says of the projects and their files.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Layers =
    [
        "Orleans.Distributed.Serialization",
        "Orleans.Embedded",
        "Orleans.Distributed.Abstractions",
        "Orleans.Distributed.Runtime",
        "Orleans.Distributed",
        "Orleans.Distributed.TestingHost",
    ];

    [Fact]
    public void Assemblies_ReferToLowerLayersOnly()
    {
        Assembly[] ours =
        [
            typeof(TestingHost.DistributedTestCluster).Assembly,
            typeof(ICluster).Assembly,
            typeof(LocalProcess).Assembly,
            typeof(Rrid).Assembly,
            typeof(Serialization.ValueCodec).Assembly,
        ];
        foreach (Assembly assembly in ours)
        {
            int layer = Array.IndexOf(Layers, assembly.GetName().Name);
            Assert.True(layer >= 0, $"{assembly} is in no layer.");
            Assert.All(
                assembly.GetReferencedAssemblies().Select(r => Array.IndexOf(Layers, r.Name)),
                lower => Assert.True(lower < layer, $"{assembly.GetName().Name} refers to {(lower < 0 ? "nothing" : Layers[lower])}."));
        }
    }

    [Fact]
    public void Files_AreShort() => Assert.All(
        SourceFiles(), file => Assert.True(File.ReadLines(file).Count() <= 500, $"{file} has more than 500 lines."));

    [Fact]
    public void Source_HasNoConditionalCode() => Assert.All(
        SourceFiles(),
        file => Assert.DoesNotContain(File.ReadLines(file), line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal)));

    private static string[] SourceFiles([CallerFilePath] string path = "")
    {
        string source = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../../src"));
        string[] files = Directory.GetFiles(source, "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        return files;
    }
}
