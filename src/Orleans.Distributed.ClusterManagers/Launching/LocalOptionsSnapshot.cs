namespace Orleans.Distributed.Launching;

/// <summary>Checks options, and takes a copy that later changes do not reach.</summary>
internal static class LocalOptionsSnapshot
{
    /// <exception cref="ArgumentException">An option is not usable; the message names it.</exception>
    public static LocalOptions Of(LocalOptions options)
    {
        foreach (var (name, value) in options.EnvironmentVariables)
            CheckVariable(name, value);
        foreach (string argument in options.RuntimeArguments)
        {
            if (string.IsNullOrEmpty(argument) || argument.Contains('\0', StringComparison.Ordinal))
                throw Invalid(nameof(LocalOptions.RuntimeArguments), "holds an argument that is empty or has a zero character");
        }

        if (options.WorkingDirectory is { } directory && (directory.Length == 0 || directory.Contains('\0', StringComparison.Ordinal)))
            throw Invalid(nameof(LocalOptions.WorkingDirectory), "is empty or has a zero character; set it to null for the folder of this process");
        CheckTimeout(nameof(LocalOptions.StartTimeout), options.StartTimeout, isZeroAllowed: false);
        CheckTimeout(nameof(LocalOptions.StopTimeout), options.StopTimeout, isZeroAllowed: true);

        var copy = new LocalOptions
        {
            WorkingDirectory = options.WorkingDirectory,
            ServerGarbageCollection = options.ServerGarbageCollection,
            Output = options.Output,
            StartTimeout = options.StartTimeout,
            StopTimeout = options.StopTimeout,
        };
        foreach (var (name, value) in options.EnvironmentVariables)
            copy.EnvironmentVariables[name] = value;
        foreach (string argument in options.RuntimeArguments)
            copy.RuntimeArguments.Add(argument);
        return copy;
    }

    private static void CheckVariable(string name, string? value)
    {
        if (string.IsNullOrEmpty(name) || name.AsSpan().ContainsAny('=', '\0'))
            throw Invalid(nameof(LocalOptions.EnvironmentVariables), $"has the name \"{name}\", which is empty or has a character that names must not have (= or zero)");
        if (value is not null && value.Contains('\0', StringComparison.Ordinal))
            throw Invalid(nameof(LocalOptions.EnvironmentVariables), $"has a value with a zero character for {name}");
        if (name == StartupHookVariable.Name)
            throw Invalid(nameof(LocalOptions.EnvironmentVariables), $"has {name}, which local workers are started with; set it for this process, and they inherit it");
    }

    private static void CheckTimeout(string option, TimeSpan value, bool isZeroAllowed)
    {
        if (value < TimeSpan.Zero || (value == TimeSpan.Zero && !isZeroAllowed) || value > LocalDefaults.LongestTimeout)
            throw Invalid(option, $"is {value}, and must be {(isZeroAllowed ? "between zero and" : "more than zero and at most")} a day");
    }

    private static ArgumentException Invalid(string option, string problem) => new($"LocalOptions.{option} {problem}.");
}
