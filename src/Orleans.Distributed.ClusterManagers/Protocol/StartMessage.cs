namespace Orleans.Distributed.Protocol;

/// <summary>What a worker reads first from its standard input.</summary>
internal sealed record StartMessage
{
    /// <summary>The pid that the cluster gave the worker.</summary>
    public required int Pid { get; init; }

    /// <summary>The process that must live for the worker to live; 0 when it is not the parent (a worker on another machine).</summary>
    public required int ParentProcessId { get; init; }

    /// <summary>The assembly-qualified name of the <see cref="IWorkerProgram"/> to run.</summary>
    public required string Program { get; init; }

    /// <summary>The full name of the entry assembly of the user's program; empty when it is not known.</summary>
    public required string EntryAssembly { get; init; }

    /// <summary>The <see cref="AppContext.BaseDirectory"/> of the user's program; empty when it is not known.</summary>
    public required string BaseDirectory { get; init; }

    /// <summary>
    /// The variables that were set only for the start of the process, with the values that user code and its own child
    /// processes are to see; <see langword="null"/> for none.
    /// </summary>
    public required IReadOnlyDictionary<string, string?> Environment { get; init; }

    /// <summary>How long the worker takes for ending when it is asked to by SIGTERM rather than by the head.</summary>
    public required TimeSpan StopTimeout { get; init; }

    /// <summary>The payload of the launch.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }
}
