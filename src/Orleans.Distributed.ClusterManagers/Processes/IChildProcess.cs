namespace Orleans.Distributed.Processes;

/// <summary>A running child process with its three standard streams as pipes. Disposing it closes the pipes.</summary>
internal interface IChildProcess : IDisposable
{
    int Id { get; }

    Stream StandardInput { get; }

    Stream StandardOutput { get; }

    Stream StandardError { get; }

    /// <summary>Completes when the process has ended; never fails.</summary>
    Task<ChildExit> Exited { get; }

    /// <summary>
    /// Ends the process and the processes it started, at once. Does nothing when it has ended, and never reaches a later
    /// process with the same id.
    /// </summary>
    void Kill();
}
