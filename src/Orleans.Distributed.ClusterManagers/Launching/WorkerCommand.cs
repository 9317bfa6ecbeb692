namespace Orleans.Distributed.Launching;

/// <summary>
/// The command line that makes a worker out of the program that this process runs, so that the user's assemblies are found as
/// they are here.
/// </summary>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="UsesStartupHook">Whether the process is a second instance of the user's own executable, diverted by a startup hook.</param>
internal sealed record WorkerCommand(string FileName, IReadOnlyList<string> Arguments, bool UsesStartupHook)
{
    /// <summary>What names a worker in a list of processes.</summary>
    public const string Label = "Orleans.Distributed.Worker";

    private static string HostName => OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";

    /// <param name="program">How this process was started.</param>
    /// <param name="executable">What is to run the worker instead of what runs this process; null for the same.</param>
    /// <param name="runtimeArguments">Further arguments of the host.</param>
    /// <param name="pid">The pid of the worker.</param>
    /// <exception cref="InvalidOperationException">This program cannot have local workers; the message says why.</exception>
    public static WorkerCommand For(RunningProgram program, string? executable, IReadOnlyList<string> runtimeArguments, int pid)
    {
        if (program.IsNative)
            throw new InvalidOperationException("this program is compiled ahead of time, and such a program cannot load functions at run time; publish it without PublishAot");
        string[] label = [Label, "--pid", $"{pid}"];
        return SharedRuntimeRoot(program.RuntimeDirectory) is { } root && program.LibraryPath.Length > 0
            ? ForSharedRuntime(program, executable, root, runtimeArguments, label)
            : ForOwnExecutable(program, executable ?? program.ProcessPath, runtimeArguments, label);
    }

    private static WorkerCommand ForSharedRuntime(
        RunningProgram program, string? executable, string root, IReadOnlyList<string> runtimeArguments, string[] label)
    {
        List<string> arguments = ["exec"];
        string? depsFile = program.DepsFiles.FirstOrDefault(file => !file.StartsWith(root, StringComparison.Ordinal));
        if (depsFile is not null)
        {
            Require(depsFile, "the deps file of this program");
            arguments.AddRange(["--depsfile", depsFile]);
        }

        arguments.AddRange(["--runtimeconfig", RuntimeConfiguration(program, depsFile)]);
        foreach (string directory in program.ProbingDirectories)
            arguments.AddRange(["--additionalprobingpath", directory]);
        Require(program.LibraryPath, "the library that runs in workers");
        return new WorkerCommand(executable ?? Host(program, root), [.. arguments, .. runtimeArguments, program.LibraryPath, .. label], false);
    }

    private static WorkerCommand ForOwnExecutable(
        RunningProgram program, string? executable, IReadOnlyList<string> runtimeArguments, string[] label)
    {
        if (runtimeArguments.Count > 0)
            throw new InvalidOperationException($"LocalOptions.RuntimeArguments is set, and a program that is a single file or carries its own runtime takes no runtime arguments; use environment variables");
        if (!program.SupportsStartupHooks)
            throw new InvalidOperationException("this program is a single file or carries its own runtime, and is built without startup hooks, which its workers need; publish it with <StartupHookSupport>true</StartupHookSupport>");
        if (executable is null)
            throw new InvalidOperationException("the path of the executable of this process is not known");
        Require(executable, "the executable of this process");
        return new WorkerCommand(executable, label, true);
    }

    /// <summary>The folder of <c>dotnet</c>, when the runtime is one that programs share; null when the program has its own.</summary>
    private static string? SharedRuntimeRoot(string runtimeDirectory)
    {
        var framework = Directory.GetParent(Path.TrimEndingDirectorySeparator(runtimeDirectory));
        return framework is { Name: "Microsoft.NETCore.App", Parent: { Name: "shared", Parent: { } root } }
            ? Path.TrimEndingDirectorySeparator(root.FullName) + Path.DirectorySeparatorChar
            : null;
    }

    private static string Host(RunningProgram program, string root)
    {
        string beside = Path.Combine(root, HostName);
        if (program.ProcessPath is { } path && Path.GetFileName(path) == HostName && File.Exists(path))
            return path;
        if (File.Exists(beside))
            return beside;
        if (program.HostPathVariable is { Length: > 0 } variable && File.Exists(variable))
            return variable;
        throw new InvalidOperationException($"there is no {HostName} to run it: not at {beside}, and DOTNET_HOST_PATH names none; install the .NET runtime or set DOTNET_HOST_PATH");
    }

    private static string RuntimeConfiguration(RunningProgram program, string? depsFile)
    {
        const string Extension = ".runtimeconfig.json";
        List<string> candidates = [];
        if (depsFile is not null && depsFile.EndsWith(".deps.json", StringComparison.Ordinal))
            candidates.Add(depsFile[..^".deps.json".Length] + Extension);
        if (program.EntryAssembly is { } entry)
            candidates.Add(Path.Combine(program.BaseDirectory, entry.Split(',')[0] + Extension));
        return candidates.Find(File.Exists) ?? throw new InvalidOperationException(
            $"the runtime configuration of this program was not found; looked for {string.Join(" and ", candidates)}");
    }

    private static void Require(string path, string what)
    {
        if (!File.Exists(path))
            throw new InvalidOperationException($"{what} is no longer there: {path}; build or install the program again");
    }
}
