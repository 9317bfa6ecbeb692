using System.Text.Json.Nodes;

namespace Orleans.Distributed.ClusterManagers.Tests.Support;

/// <summary>The head with a runtime configuration that turns startup hooks off, as the SDK does for trimmed programs.</summary>
internal sealed class ProgramWithoutHooks : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("without-hooks-");

    public ProgramWithoutHooks()
    {
        string name = Path.ChangeExtension(HeadProcess.Library, null);
        var configuration = JsonNode.Parse(File.ReadAllText(name + ".runtimeconfig.json"))!;
        configuration["runtimeOptions"]!["configProperties"]!["System.StartupHookProvider.IsSupported"] = false;
        string configurationFile = Path.Combine(_folder.FullName, "head.runtimeconfig.json");
        File.WriteAllText(configurationFile, configuration.ToJsonString());
        Arguments = ["exec", "--depsfile", name + ".deps.json", "--runtimeconfig", configurationFile, HeadProcess.Library];
    }

    public string[] Arguments { get; }

    public void Dispose() => _folder.Delete(recursive: true);
}
