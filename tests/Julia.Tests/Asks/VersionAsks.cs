using System.Reflection;
using System.Runtime.Loader;
using Orleans.Distributed.Julia.Support;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Julia.Asks;

/// <summary>
/// Mixed versions go wrong in dark ways: Distributed#49, #22, julia#2902, #13939. That processes whose protocols have no version in common
/// refuse each other and name both is a matter of the engine, and tested there.
/// </summary>
[Collection(nameof(FourWorkers))]
public sealed class VersionAsks(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    /// <summary>Two builds of one assembly: the function does not run as something else, and the error names both builds.</summary>
    [Fact]
    [Trait("Ask", "20")]
    public async Task Distributed49_OtherBuildOfTheAssembly_ErrorNamesBothBuilds()
    {
        string name = $"Emitted{Guid.NewGuid():N}";
        Assembly here = new EmittedAssembly(name).Load();
        byte[] other = new EmittedAssembly(name).Image;
        int pid = cluster.Workers[0];
        Guid there = await Head.RemoteCallFetchAsync(pid, Deploy, other).InTimeAsync();
        Assert.NotEqual(here.ManifestModule.ModuleVersionId, there);
        var answer = here.GetType("Actions", throwOnError: true)!.GetMethod("GetAnswer")!.CreateDelegate<Func<int>>();

        RemoteException error = await Assert.ThrowsAsync<RemoteException>(() => Head.RemoteCallFetchAsync(pid, answer).InTimeAsync());

        var missing = Assert.IsType<FunctionNotFoundException>(error.InnerException);
        Assert.Equal(here.ManifestModule.ModuleVersionId, missing.Wanted?.ModuleVersionId);
        Assert.Equal(there, missing.Found?.ModuleVersionId);
        Assert.Contains(there.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains(here.ManifestModule.ModuleVersionId.ToString(), error.Message, StringComparison.Ordinal);
    }

    /// <summary>As if the assembly lay in this process's folder.</summary>
    private static Guid Deploy(byte[] image) =>
        AssemblyLoadContext.Default.LoadFromStream(new MemoryStream(image)).ManifestModule.ModuleVersionId;
}
