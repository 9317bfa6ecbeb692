namespace Orleans.Distributed;

/// <summary>How workers are added. Options of a particular cluster manager derive from it, so that all are set in one place.</summary>
/// <remarks>
/// What describes a worker process (its folder, environment and command line) is handed to the cluster manager, which uses what it
/// can. Later changes to the options do not touch workers that were asked for before.
/// </remarks>
public class AddProcsOptions
{
    /// <summary>The default of <see cref="CallbackWarningInterval"/>: 10 seconds.</summary>
    public static readonly TimeSpan DefaultCallbackWarningInterval = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Environment variables to set in the workers, on top of those of this process; <see langword="null"/> as a value removes
    /// one. The default is none. The environment of a process can be read by others: keep secrets out of it.
    /// </summary>
    public IDictionary<string, string?> EnvironmentVariables { get; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>
    /// The folder the workers run in. The default is <see langword="null"/>: that of this process at the time of the launch, or what
    /// the cluster manager says.
    /// </summary>
    public string? WorkingDirectory { get; set; }

    /// <summary>
    /// The executable that runs the workers: the <c>dotnet</c> host, or, for a program that is published with its own runtime, that
    /// program. The default is <see langword="null"/>: the one that runs this process.
    /// </summary>
    public string? Executable { get; set; }

    /// <summary>
    /// Further arguments of <c>dotnet exec</c>, such as <c>--roll-forward</c> and its value. The default is none. They cannot be
    /// used by a program that carries its own runtime or is published as a single file.
    /// </summary>
    public IList<string> RuntimeArguments { get; } = [];

    /// <summary>
    /// How long a new worker may take from its launch until it has joined; up to a day. The default is <see langword="null"/>:
    /// <see cref="DistributedOptions.JoinTimeout"/> of the cluster.
    /// </summary>
    public TimeSpan? JoinTimeout { get; set; }

    /// <summary>
    /// While callbacks hold the call up, the log names those that still run, each time this interval has passed. The default is 10
    /// seconds; more than zero, up to a day.
    /// </summary>
    public TimeSpan CallbackWarningInterval { get; set; } = DefaultCallbackWarningInterval;

    /// <summary>
    /// Which processes may talk to each other. The default is <see langword="null"/>: as the workers that are there, and
    /// <see cref="Distributed.Topology.AllToAll"/> when there are none. It can be set only while the head is alone.
    /// </summary>
    public Topology? Topology { get; set; }

    /// <summary>
    /// Whether workers connect to each other only when they first talk to each other, in a topology that is
    /// <see cref="Distributed.Topology.AllToAll"/>; otherwise the call that adds workers returns when all their connections are there.
    /// The default is <see langword="null"/>: as the workers that are there, and <see langword="true"/> when there are none. It can be
    /// set only while the head is alone.
    /// </summary>
    public bool? Lazy { get; set; }

    /// <summary>
    /// The places of the new workers in a topology that is <see cref="Distributed.Topology.Custom"/>: one for each, in their order. The
    /// default is <see langword="null"/>: those that the cluster manager gives them (<see cref="LaunchResult.Config"/>).
    /// </summary>
    public IReadOnlyList<WorkerIdent>? Idents { get; set; }
}
