using Orleans.Distributed.Processes;

namespace Orleans.Distributed;

/// <summary>
/// How a worker process ended. Exactly one of <see cref="ExitCode"/> and <see cref="Signal"/> is set, or neither when the
/// operating system did not tell.
/// </summary>
/// <param name="ExitCode">The exit code, when the process ended by itself.</param>
/// <param name="Signal">
/// The number of the signal that ended the process. On Linux this is what the kernel reports; on other Unix systems an exit
/// code of 128 + n is taken for signal n, since .NET does not tell the two apart there.
/// </param>
/// <param name="StandardErrorTail">The last lines it wrote to standard error: at most 20 lines and 4,096 characters.</param>
public sealed record WorkerExit(int? ExitCode, int? Signal, IReadOnlyList<string> StandardErrorTail)
{
    /// <summary>The name of the signal, as in <c>SIGKILL</c>; <see langword="null"/> when no signal ended the process.</summary>
    public string? SignalName => Signal is { } signal ? SignalNames.Of(signal) : null;

    /// <summary>How the process ended, in words that follow "the worker".</summary>
    /// <returns>For example <c>was killed by signal 9 (SIGKILL)</c> or <c>exited with code 3</c>.</returns>
    public override string ToString() => (ExitCode, Signal) switch
    {
        ({ } code, _) => $"exited with code {code}",
        (_, { } signal) => $"was killed by signal {signal} ({SignalName})",
        _ => "ended in a way that the operating system did not report",
    };
}
