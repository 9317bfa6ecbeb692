using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Orleans.Distributed.Launching;

/// <summary>How this process was started, as far as a worker has to be started alike.</summary>
internal sealed record RunningProgram
{
    /// <summary>The executable of this process: <c>dotnet</c>, or the program's own.</summary>
    public required string? ProcessPath { get; init; }

    /// <summary>The value of DOTNET_HOST_PATH, which the SDK sets for what it runs.</summary>
    public required string? HostPathVariable { get; init; }

    /// <summary>The folder of the runtime that runs this process.</summary>
    public required string RuntimeDirectory { get; init; }

    /// <summary>The file of this library; empty within a single file.</summary>
    public required string LibraryPath { get; init; }

    /// <summary>The deps files of the program and its frameworks, the program's first.</summary>
    public required IReadOnlyList<string> DepsFiles { get; init; }

    /// <summary>Further folders in which the host looks for the assemblies of packages.</summary>
    public required IReadOnlyList<string> ProbingDirectories { get; init; }

    /// <summary>The folder of the program.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>The full name of the entry assembly.</summary>
    public required string? EntryAssembly { get; init; }

    /// <summary>Whether the program lets the runtime run startup hooks; trimmed programs do not.</summary>
    public required bool SupportsStartupHooks { get; init; }

    /// <summary>Whether the program is compiled ahead of time, and so has no runtime that could load a worker's functions.</summary>
    public required bool IsNative { get; init; }

    /// <summary>The facts of this process.</summary>
    public static RunningProgram Current() => new()
    {
        ProcessPath = Environment.ProcessPath,
        HostPathVariable = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
        RuntimeDirectory = RuntimeEnvironment.GetRuntimeDirectory(),
        LibraryPath = LibraryLocation.Path,
        DepsFiles = List("APP_CONTEXT_DEPS_FILES", ';'),
        ProbingDirectories = List("PROBING_DIRECTORIES", Path.PathSeparator),
        BaseDirectory = AppContext.BaseDirectory,
        EntryAssembly = Assembly.GetEntryAssembly()?.FullName,
        SupportsStartupHooks = !AppContext.TryGetSwitch("System.StartupHookProvider.IsSupported", out bool isSupported) || isSupported,
        IsNative = !RuntimeFeature.IsDynamicCodeSupported,
    };

    private static string[] List(string key, char separator) =>
        (AppContext.GetData(key) as string)?.Split(separator, StringSplitOptions.RemoveEmptyEntries) ?? [];
}
