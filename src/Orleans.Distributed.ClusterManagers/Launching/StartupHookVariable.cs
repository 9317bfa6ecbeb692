namespace Orleans.Distributed.Launching;

/// <summary>
/// The environment variable that makes the runtime run a startup hook, and this library's entry in it: its path, or its simple
/// name when it is part of a single file.
/// </summary>
internal static class StartupHookVariable
{
    public const string Name = "DOTNET_STARTUP_HOOKS";

    private static string Entry
    {
        get
        {
            var assembly = typeof(StartupHookVariable).Assembly;
            return LibraryLocation.Path is { Length: > 0 } path ? path : assembly.GetName().Name!;
        }
    }

    /// <summary>Whether this process was started as a worker and runs the user's own entry point all the same.</summary>
    public static bool IsLeftOver => Entries().Contains(Entry, StringComparer.Ordinal);

    /// <summary>The value for a worker: the hooks of this process first, since this library's does not return.</summary>
    public static string ValueForWorker() => string.Join(Path.PathSeparator, [.. Entries(), Entry]);

    /// <summary>Takes this library's entry out of the environment of this process.</summary>
    public static void Leave()
    {
        string others = string.Join(Path.PathSeparator, Entries().Where(entry => entry != Entry));
        Environment.SetEnvironmentVariable(Name, others.Length > 0 ? others : null);
    }

    private static string[] Entries() =>
        Environment.GetEnvironmentVariable(Name)?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
}
