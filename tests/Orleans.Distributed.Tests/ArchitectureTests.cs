using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Orleans.Distributed.Tests;

/// <summary>What the design says of the projects and their files.</summary>
public sealed class ArchitectureTests
{
    /// <summary>The projects from the bottom up. Those on one line know nothing of each other.</summary>
    private static readonly string[][] Layers =
    [
        ["Orleans.Distributed.Serialization"],
        ["Orleans.Embedded"],
        ["Orleans.Distributed.Abstractions"],
        ["Orleans.Distributed.Runtime"],
        ["Orleans.Distributed"],
        ["Orleans.Distributed.ClusterManagers", "Orleans.Distributed.ClusterManagers.Testing", "Orleans.Distributed.TestingHost"],
        ["Orleans.Distributed.Worker", "Orleans.Distributed.Tool"],
    ];

    public static TheoryData<string> Products =>
        [.. new[] { "src", "hosting" }.SelectMany(folder => Directory.GetFiles(PathOf(folder), "*.csproj", SearchOption.AllDirectories))
            .Select(Path.GetFileNameWithoutExtension).OfType<string>().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Products))]
    public void Projects_ReferToLowerLayersOnly(string project)
    {
        int layer = LayerOf(project);
        Assert.True(layer >= 0, $"{project} is in no layer. Put it into the list of this test, and into docs/architecture.md.");
        string file = Assert.Single(Directory.GetFiles(PathOf("."), $"{project}.csproj", SearchOption.AllDirectories));
        string[] references =
        [
            .. XDocument.Load(file).Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value)),
        ];
        Assert.All(references, reference => Assert.True(LayerOf(reference) >= 0, $"{project} refers to {reference}, which is no part of the product."));
        Assert.All(references, reference => Assert.True(LayerOf(reference) < layer, $"{project} refers to {reference}, which is not below it."));
    }

    /// <summary>What the compiler found to be used, whatever the project files allow.</summary>
    [Theory]
    [InlineData(typeof(TestingHost.DistributedTestCluster))]
    [InlineData(typeof(LocalClusterManager))]
    [InlineData(typeof(ICluster))]
    [InlineData(typeof(LocalProcess))]
    [InlineData(typeof(Rrid))]
    [InlineData(typeof(Serialization.ValueCodec))]
    public void Assemblies_ReferToLowerLayersOnly(Type type)
    {
        int layer = LayerOf(type.Assembly.GetName().Name!);
        Assert.All(
            type.Assembly.GetReferencedAssemblies().Select(reference => reference.Name!),
            name => Assert.True(LayerOf(name) < layer, $"{type.Assembly.GetName().Name} refers to {name}."));
    }

    [Fact]
    public void Files_AreShort() => Assert.All(
        SourceFiles(), file => Assert.True(File.ReadLines(file).Count() <= 500, $"{file} has more than 500 lines."));

    [Fact]
    public void Source_HasNoConditionalCode() => Assert.All(
        SourceFiles(),
        file => Assert.DoesNotContain(File.ReadLines(file), line => line.TrimStart().StartsWith("#if", StringComparison.Ordinal)));

    private static int LayerOf(string project) => Array.FindIndex(Layers, layer => layer.Contains(project));

    private static string[] SourceFiles()
    {
        string[] files = Directory.GetFiles(PathOf("src"), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        return files;
    }

    private static string PathOf(string folder, [CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../..", folder));
}
