using Orleans.Distributed.Launching;

namespace Orleans.Distributed.ClusterManagers.Tests.Launching;

public sealed class WorkerCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("worker-command-");
    private readonly string _host;
    private readonly string _deps;
    private readonly string _configuration;
    private readonly RunningProgram _program;

    public WorkerCommandTests()
    {
        string root = Path.Combine(_folder.FullName, "dotnet");
        string runtime = Path.Combine(root, "shared", "Microsoft.NETCore.App", "10.0.0");
        string frameworkDeps = Touch(runtime, "Microsoft.NETCore.App.deps.json");
        _host = Touch(root, "dotnet");
        string application = Path.Combine(_folder.FullName, "app");
        _deps = Touch(application, "app.deps.json");
        _configuration = Touch(application, "app.runtimeconfig.json");
        _program = new RunningProgram
        {
            ProcessPath = Touch(application, "app"),
            HostPathVariable = null,
            RuntimeDirectory = runtime + Path.DirectorySeparatorChar,
            LibraryPath = Touch(application, "library.dll"),
            DepsFiles = [_deps, frameworkDeps],
            ProbingDirectories = ["/probe/one", "/probe/two"],
            BaseDirectory = application,
            EntryAssembly = "app, Version=1.0.0.0",
            SupportsStartupHooks = true,
            IsNative = false,
        };
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void For_ProgramOnASharedRuntime_RunsTheLibraryWithTheProgramsFiles()
    {
        var command = WorkerCommand.For(_program, null, ["--roll-forward", "Major"], 3);

        Assert.Equal(_host, command.FileName);
        Assert.False(command.UsesStartupHook);
        string[] expected =
        [
            "exec", "--depsfile", _deps, "--runtimeconfig", _configuration,
            "--additionalprobingpath", "/probe/one", "--additionalprobingpath", "/probe/two",
            "--roll-forward", "Major", _program.LibraryPath, "Orleans.Distributed.Worker", "--pid", "3",
        ];
        Assert.Equal(expected, command.Arguments);
    }

    [Fact]
    public void For_GivenExecutable_RunsItWithTheSameFiles()
    {
        var command = WorkerCommand.For(_program, "/other/dotnet", [], 2);

        Assert.Equal("/other/dotnet", command.FileName);
        Assert.Equal(For(_program).Arguments, command.Arguments);
    }

    [Fact]
    public void For_RunByDotnet_UsesThatDotnet()
    {
        string other = Touch(Path.Combine(_folder.FullName, "other"), "dotnet");

        Assert.Equal(other, For(_program with { ProcessPath = other }).FileName);
    }

    [Fact]
    public void For_NoDotnetBesideTheRuntime_UsesTheVariable()
    {
        File.Delete(_host);
        string other = Touch(Path.Combine(_folder.FullName, "other"), "dotnet");

        Assert.Equal(other, For(_program with { HostPathVariable = other }).FileName);
    }

    [Fact]
    public void For_NoDotnetAtAll_SaysWhereItLooked()
    {
        File.Delete(_host);

        var error = Assert.Throws<InvalidOperationException>(() => For(_program));

        Assert.Contains(_host, error.Message, StringComparison.Ordinal);
        Assert.Contains("DOTNET_HOST_PATH", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_DepsFileGone_NamesIt()
    {
        File.Delete(_deps);

        Assert.Contains(_deps, Assert.Throws<InvalidOperationException>(() => For(_program)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_ProgramWithoutDepsFile_LeavesItOut()
    {
        var command = For(_program with { DepsFiles = [_program.DepsFiles[1]] });

        Assert.DoesNotContain("--depsfile", command.Arguments);
        Assert.Contains(_configuration, command.Arguments);
    }

    [Fact]
    public void For_RuntimeConfigurationNotBesideTheDepsFile_IsFoundBesideTheEntryAssembly()
    {
        string elsewhere = Touch(Path.Combine(_folder.FullName, "deps"), "app.deps.json");

        Assert.Contains(_configuration, For(_program with { DepsFiles = [elsewhere] }).Arguments);
    }

    [Fact]
    public void For_NoRuntimeConfiguration_SaysWhereItLooked()
    {
        File.Delete(_configuration);

        Assert.Contains(_configuration, Assert.Throws<InvalidOperationException>(() => For(_program)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_LibraryGone_NamesIt()
    {
        File.Delete(_program.LibraryPath);

        Assert.Contains(_program.LibraryPath, Assert.Throws<InvalidOperationException>(() => For(_program)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void For_SingleFileOrOwnRuntime_RunsTheExecutableWithAHook(bool isSingleFile, bool hasOwnRuntime)
    {
        var program = _program with
        {
            LibraryPath = isSingleFile ? "" : _program.LibraryPath,
            RuntimeDirectory = hasOwnRuntime ? _program.BaseDirectory : _program.RuntimeDirectory,
        };

        var command = For(program);

        Assert.True(command.UsesStartupHook);
        Assert.Equal(program.ProcessPath, command.FileName);
        Assert.Equal(["Orleans.Distributed.Worker", "--pid", "2"], command.Arguments);
    }

    [Fact]
    public void For_SingleFileWithoutHooks_SaysHowToGetThem()
    {
        var program = _program with { LibraryPath = "", SupportsStartupHooks = false };

        Assert.Contains("StartupHookSupport", Assert.Throws<InvalidOperationException>(() => For(program)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_SingleFileWithRuntimeArguments_IsRefused()
    {
        var program = _program with { LibraryPath = "" };

        var error = Assert.Throws<InvalidOperationException>(() => WorkerCommand.For(program, null, ["--roll-forward"], 2));

        Assert.Contains("RuntimeArguments", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_SingleFileThatWasDeleted_NamesIt()
    {
        var program = _program with { LibraryPath = "" };
        File.Delete(program.ProcessPath!);

        Assert.Contains(program.ProcessPath!, Assert.Throws<InvalidOperationException>(() => For(program)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_ProgramCompiledAheadOfTime_IsRefused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => For(_program with { IsNative = true }));

        Assert.Contains("PublishAot", error.Message, StringComparison.Ordinal);
    }

    private static WorkerCommand For(RunningProgram program) => WorkerCommand.For(program, null, [], 2);

    private static string Touch(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, "");
        return path;
    }
}
