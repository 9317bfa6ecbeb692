using System.Collections;
using System.Runtime.InteropServices;
using Orleans.Distributed.Processes;

namespace Orleans.Distributed.ClusterManagers.Tests.Support;

/// <summary>
/// The head, published as a single file: from a project of its own in a temporary folder, so that it meets no build that runs
/// at the same time, and with the libraries that these tests run, so that nothing is built twice.
/// </summary>
internal sealed class SingleFileProgram : IDisposable
{
    public const string Name = "SingleFileHead";

    private readonly DirectoryInfo _folder;

    private SingleFileProgram(DirectoryInfo folder) => _folder = folder;

    public string Folder => Path.Combine(_folder.FullName, "published");

    public string Executable => Path.Combine(Folder, Name);

    private static string Project => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
            <RuntimeIdentifier>linux-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}</RuntimeIdentifier>
            <SelfContained>false</SelfContained>
            <PublishSingleFile>true</PublishSingleFile>
            <EnableSingleFileAnalyzer>false</EnableSingleFileAnalyzer>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <InvariantGlobalization>true</InvariantGlobalization>
            <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
          </PropertyGroup>
          <ItemGroup>
            <FrameworkReference Include="Microsoft.AspNetCore.App" />
            <Compile Include="{HeadProcess.SourceFolder}*.cs" />
            <Reference Include="{AppContext.BaseDirectory}Orleans.*.dll" Exclude="{AppContext.BaseDirectory}*.Tests*.dll" />
          </ItemGroup>
        </Project>
        """;

    public static async Task<SingleFileProgram> PublishAsync()
    {
        var program = new SingleFileProgram(Directory.CreateTempSubdirectory("single-file-"));
        try
        {
            string project = Path.Combine(program._folder.FullName, Name + ".csproj");
            await File.WriteAllTextAsync(project, Project);
            await RunSdkAsync("publish", project, "--nologo", "--verbosity", "quiet", "-nodeReuse:false", "--output", program.Folder);
            Assert.False(File.Exists(Path.Combine(program.Folder, Name + ".dll")), "It is not a single file.");
            return program;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task RunSdkAsync(params string[] arguments)
    {
        // The test run may itself be part of a build, whose variables are not meant for this one.
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(entry => !((string)entry.Key).StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        var command = new ProcessCommand(Environment.ProcessPath!, arguments, environment, "/");
        using var sdk = await LauncherThread.RunAsync(() => LinuxChildProcess.Start(command));
        string output = await new StreamReader(sdk.StandardOutput).ReadToEndAsync();
        Assert.True(new ChildExit(0, null) == await sdk.Exited, output);
    }
}
