namespace Orleans.Distributed;

/// <summary>
/// What is to be known of one worker besides its process: what the cluster asks its manager for
/// (<see cref="WorkerLaunch.Config"/>), and what the manager made of it (<see cref="LaunchResult.Config"/>). Everything is
/// optional. The counterpart of Julia's <c>WorkerConfig</c>.
/// </summary>
public sealed record WorkerConfig
{
    /// <summary>A configuration that says nothing.</summary>
    public static readonly WorkerConfig Empty = new();

    /// <summary>The machine that the worker runs on, as its manager names it. The default is <see langword="null"/>: not known.</summary>
    public string? Host { get; init; }

    /// <summary>The folder that it runs in. The default is <see langword="null"/>: the manager chooses.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The executable that runs it. The default is <see langword="null"/>: the manager chooses.</summary>
    public string? Executable { get; init; }

    /// <summary>Further arguments of <c>dotnet exec</c>. The default is none.</summary>
    public IReadOnlyList<string> RuntimeArguments { get; init; } = [];

    /// <summary>
    /// Environment variables to set on top of those that the manager gives; <see langword="null"/> as a value removes one. The
    /// default is none.
    /// </summary>
    public IReadOnlyDictionary<string, string?> EnvironmentVariables { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>
    /// The name of the worker in a <see cref="Topology.Custom"/> topology, unlike that of any other. The default is
    /// <see langword="null"/>: it has none, and no worker can ask to be linked to it.
    /// </summary>
    public string? Ident { get; init; }

    /// <summary>
    /// The names of the workers that it is linked to in a <see cref="Topology.Custom"/> topology. Links have no direction: it is
    /// enough that one of the two asks. The default is none.
    /// </summary>
    public IReadOnlyList<string> ConnectIdents { get; init; } = [];

    /// <summary>The id that the operating system gave the process. The default is <see langword="null"/>: that of <see cref="IWorkerProcess"/>.</summary>
    public int? OsProcessId { get; init; }

    /// <summary>Whatever the manager wants to find again in <see cref="IClusterManager.ManageAsync"/>. It stays in the head.</summary>
    public object? UserData { get; init; }
}
