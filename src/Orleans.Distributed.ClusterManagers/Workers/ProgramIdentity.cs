using System.Reflection;
using Orleans.Distributed.Protocol;

namespace Orleans.Distributed.Workers;

/// <summary>Makes this process look to user code as the user's own program does.</summary>
internal static class ProgramIdentity
{
    public static void Assume(StartMessage start)
    {
        foreach (var (name, value) in start.Environment)
            Environment.SetEnvironmentVariable(name, value);
        if (start.BaseDirectory.Length > 0)
            AppContext.SetData("APP_CONTEXT_BASE_DIRECTORY", start.BaseDirectory);
        if (start.EntryAssembly.Length > 0 && Assembly.GetEntryAssembly()?.FullName != start.EntryAssembly)
            SetEntryAssembly(start.EntryAssembly);
    }

    private static void SetEntryAssembly(string name)
    {
        try
        {
            Assembly.SetEntryAssembly(Assembly.Load(new AssemblyName(name)));
        }
        catch (Exception error) when (error is IOException or BadImageFormatException)
        {
            // The host of a test runner is not among the assemblies of the tests, and nobody needs it in a worker.
        }
    }
}
