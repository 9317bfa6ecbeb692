using System.Collections;

namespace Orleans.Distributed.Launching;

/// <summary>The environment of a worker: that of this process, what the options add, and what only its start needs.</summary>
internal sealed class WorkerEnvironment
{
    private const string ServerGarbageCollection = "DOTNET_gcServer";

    private readonly Dictionary<string, string> _variables;
    private readonly Dictionary<string, string?> _restored = new(StringComparer.Ordinal);

    public WorkerEnvironment(LocalOptions options, bool usesStartupHook)
    {
        _variables = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            _variables[(string)variable.Key] = (string?)variable.Value ?? "";
        foreach (var (name, value) in options.EnvironmentVariables)
            Set(name, value);

        // An explicit variable of the user's says the same thing more directly than the option does.
        if (!options.EnvironmentVariables.ContainsKey(ServerGarbageCollection))
            SetForStart(ServerGarbageCollection, options.ServerGarbageCollection ? "1" : "0");
        if (usesStartupHook)
            Set(StartupHookVariable.Name, StartupHookVariable.ValueForWorker());
    }

    /// <summary>The variables the process is started with.</summary>
    public IReadOnlyDictionary<string, string> Variables => _variables;

    /// <summary>What the worker has to put back before user code runs, so that the programs it starts are not affected.</summary>
    public IReadOnlyDictionary<string, string?> Restored => _restored;

    private void SetForStart(string name, string value)
    {
        _restored[name] = _variables.GetValueOrDefault(name);
        _variables[name] = value;
    }

    private void Set(string name, string? value)
    {
        if (value is null)
            _variables.Remove(name);
        else
            _variables[name] = value;
    }
}
