using System.Globalization;

namespace Orleans.Distributed;

/// <summary>How and why a process of the cluster ended, as far as its head could tell.</summary>
[GenerateSerializer, Immutable, Alias("od.ProcessExit")]
public sealed record ProcessExit
{
    /// <summary>The id that the operating system gave the process, or 0 when it is not known.</summary>
    [Id(0)]
    public int OsProcessId { get; init; }

    /// <summary>The exit code, or <see langword="null"/> when the process was ended by a signal or the code is not known.</summary>
    [Id(1)]
    public int? ExitCode { get; init; }

    /// <summary>The number of the signal that ended the process, or <see langword="null"/>.</summary>
    [Id(2)]
    public int? Signal { get; init; }

    /// <summary>Why the process counts as gone.</summary>
    [Id(3)]
    public ProcessExitReason Reason { get; init; }

    /// <summary>The last lines that the process wrote to its standard error. Empty when there were none, or they are not known.</summary>
    [Id(4)]
    public IReadOnlyList<string> StandardError { get; init; } = [];

    /// <summary>
    /// <see cref="WorkerState.Terminated"/> when the process was removed, <see cref="WorkerState.Exterminated"/> when it went in any
    /// other way.
    /// </summary>
    internal WorkerState State => Reason switch
    {
        ProcessExitReason.Removed => WorkerState.Terminated,
        ProcessExitReason.NeverExisted => WorkerState.Unknown,
        _ => WorkerState.Exterminated,
    };

    /// <summary>What happened, as the middle of a sentence: <c>was killed by signal 9</c>.</summary>
    /// <returns>The text, without the subject and without a full stop.</returns>
    public string Describe()
    {
        if (Signal is { } signal)
        {
            return string.Create(CultureInfo.InvariantCulture, $"was killed by signal {signal}");
        }

        return Reason switch
        {
            ProcessExitReason.Removed => "was removed from the cluster",
            ProcessExitReason.Unresponsive => "stopped answering and was declared dead",
            ProcessExitReason.NeverExisted => "does not exist and never did",
            _ when ExitCode is { } code => string.Create(CultureInfo.InvariantCulture, $"ended with exit code {code}"),
            _ => "is gone",
        };
    }
}
