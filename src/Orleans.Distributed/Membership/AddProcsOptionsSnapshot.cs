namespace Orleans.Distributed.Membership;

/// <summary>Checks options, and takes copies that later changes do not reach.</summary>
internal static class AddProcsOptionsSnapshot
{
    public static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    /// <summary>What holds for all cluster managers.</summary>
    /// <exception cref="ArgumentException">An option is not usable; the message names it.</exception>
    public static AddProcsOptions Of(AddProcsOptions options)
    {
        Check(options);
        var copy = new AddProcsOptions();
        Copy(options, copy);
        return copy;
    }

    /// <exception cref="ArgumentException">An option is not usable; the message names it.</exception>
    public static void Check(AddProcsOptions options)
    {
        foreach (var (name, value) in options.EnvironmentVariables)
        {
            if (string.IsNullOrEmpty(name) || name.AsSpan().ContainsAny('=', '\0'))
            {
                throw Invalid(options, nameof(options.EnvironmentVariables), $"has the name \"{name}\", which is empty or has a character that names must not have (= or zero)");
            }

            if (value is not null && value.Contains('\0', StringComparison.Ordinal))
            {
                throw Invalid(options, nameof(options.EnvironmentVariables), $"has a value with a zero character for {name}");
            }
        }

        if (options.RuntimeArguments.Any(IsUnusable))
        {
            throw Invalid(options, nameof(options.RuntimeArguments), "holds an argument that is empty or has a zero character");
        }

        if (options.WorkingDirectory is not null && IsUnusable(options.WorkingDirectory))
        {
            throw Invalid(options, nameof(options.WorkingDirectory), "is empty or has a zero character; set it to null for the folder of this process");
        }

        if (options.Executable is not null && IsUnusable(options.Executable))
        {
            throw Invalid(options, nameof(options.Executable), "is empty or has a zero character; set it to null for the one that runs this process");
        }

        if (options.Topology is { } topology && !Enum.IsDefined(topology))
        {
            throw Invalid(options, nameof(options.Topology), $"is {(int)topology}, which is none. Choose one of {string.Join(", ", Enum.GetNames<Topology>())}");
        }

        if (options.Idents?.Any(ident => ident?.ConnectIdents is null || ident.Ident == "" || ident.ConnectIdents.Any(string.IsNullOrEmpty)) == true)
        {
            throw Invalid(options, nameof(options.Idents), "holds an entry, or a name, that is null or empty");
        }

        CheckTimeout(options, nameof(options.JoinTimeout), options.JoinTimeout ?? LongestTimeout, isZeroAllowed: false);
        CheckTimeout(options, nameof(options.CallbackWarningInterval), options.CallbackWarningInterval, isZeroAllowed: false);
    }

    public static void Copy(AddProcsOptions from, AddProcsOptions to)
    {
        to.Topology = from.Topology;
        to.Lazy = from.Lazy;
        to.Idents = from.Idents is null ? null : [.. from.Idents.Select(ident => ident with { ConnectIdents = [.. ident.ConnectIdents] })];
        to.WorkingDirectory = from.WorkingDirectory;
        to.Executable = from.Executable;
        to.JoinTimeout = from.JoinTimeout;
        to.CallbackWarningInterval = from.CallbackWarningInterval;
        foreach (var (name, value) in from.EnvironmentVariables)
        {
            to.EnvironmentVariables[name] = value;
        }

        foreach (string argument in from.RuntimeArguments)
        {
            to.RuntimeArguments.Add(argument);
        }
    }

    /// <summary>What the options ask of the topology.</summary>
    public static TopologyRequest TopologyOf(AddProcsOptions options) => new()
    {
        Topology = options.Topology,
        Lazy = options.Lazy,
        Idents = options.Idents is null ? null : [.. options.Idents],
    };

    /// <summary>What the options ask of one of the workers.</summary>
    public static WorkerConfig ConfigOf(AddProcsOptions options, int index) => new()
    {
        Ident = options.Idents?[index].Ident,
        ConnectIdents = options.Idents?[index].ConnectIdents ?? [],
        WorkingDirectory = options.WorkingDirectory,
        Executable = options.Executable,
        RuntimeArguments = [.. options.RuntimeArguments],
        EnvironmentVariables = new Dictionary<string, string?>(options.EnvironmentVariables, StringComparer.Ordinal),
    };

    public static void CheckTimeout(AddProcsOptions options, string option, TimeSpan value, bool isZeroAllowed)
    {
        if (value < TimeSpan.Zero || (value == TimeSpan.Zero && !isZeroAllowed) || value > LongestTimeout)
        {
            throw Invalid(options, option, $"is {value}, and must be {(isZeroAllowed ? "between zero and" : "more than zero and at most")} a day");
        }
    }

    public static ArgumentException Invalid(AddProcsOptions options, string option, string problem) =>
        new($"{options.GetType().Name}.{option} {problem}.");

    private static bool IsUnusable(string? text) => string.IsNullOrEmpty(text) || text.Contains('\0', StringComparison.Ordinal);
}
