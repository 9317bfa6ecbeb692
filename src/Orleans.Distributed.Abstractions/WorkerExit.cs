using System.Globalization;

namespace Orleans.Distributed;

/// <summary>
/// How a worker process ended. Exactly one of <see cref="ExitCode"/> and <see cref="Signal"/> is set, or neither when the
/// operating system did not tell.
/// </summary>
/// <param name="ExitCode">The exit code, when the process ended by itself.</param>
/// <param name="Signal">The number of the signal that ended the process.</param>
/// <param name="StandardErrorTail">The last lines it wrote to standard error.</param>
public sealed record WorkerExit(int? ExitCode, int? Signal, IReadOnlyList<string> StandardErrorTail)
{
    /// <summary>How the process ended, in words that follow "the worker".</summary>
    /// <returns>For example <c>was killed by signal 9</c> or <c>ended with exit code 3</c>.</returns>
    public override string ToString() => (ExitCode, Signal) switch
    {
        ({ } code, _) => string.Create(CultureInfo.InvariantCulture, $"ended with exit code {code}"),
        (_, { } signal) => string.Create(CultureInfo.InvariantCulture, $"was killed by signal {signal}"),
        _ => "ended in a way that the operating system did not report",
    };
}
