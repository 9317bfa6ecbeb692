using System.Globalization;
using System.Text;

namespace Orleans.Distributed;

/// <summary>
/// The process that a call, a future or a channel needs is gone, or was never there.
/// </summary>
/// <remarks>
/// The counterpart of Julia's <c>ProcessExitedException</c>. It is never wrapped in a <see cref="RemoteException"/> at the
/// process that noticed the death.
/// </remarks>
public sealed class ProcessExitedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="pid">The process that is gone.</param>
    /// <param name="exit">How and why it ended.</param>
    /// <param name="outcome">What is known of the call.</param>
    /// <param name="function">The function that was called, for the message; <see langword="null"/> when none was.</param>
    public ProcessExitedException(int pid, ProcessExit exit, CallOutcome outcome, string? function = null)
        : base(Compose(pid, exit, outcome, function))
    {
        Pid = pid;
        Exit = exit;
        Outcome = outcome;
        Function = function;
    }

    /// <summary>The process that is gone.</summary>
    public int Pid { get; }

    /// <summary>How and why it ended.</summary>
    public ProcessExit Exit { get; }

    /// <summary>Whether the function may have run.</summary>
    public CallOutcome Outcome { get; }

    /// <summary>The name of the function that was called, or <see langword="null"/> when the failure concerns no function.</summary>
    public string? Function { get; }

    private static string Compose(int pid, ProcessExit exit, CallOutcome outcome, string? function)
    {
        ArgumentNullException.ThrowIfNull(exit);

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{(pid == 1 ? "Process" : "Worker")} {pid} ");
        if (exit.OsProcessId != 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"(os pid {exit.OsProcessId}) ");
        }

        text.Append(exit.Describe());
        if (outcome == CallOutcome.MayHaveRun)
        {
            text.Append(function is null ? "; what was asked of it may have been done." : $" while running {function}; it may have run.");
            text.Append(" Retry it if it is safe to repeat.");
        }
        else
        {
            text.Append(function is null ? "; nothing was done." : $"; {function} did not run.");
            text.Append(exit.Reason == ProcessExitReason.NeverExisted
                ? " Use a pid from Procs."
                : " It is safe to call another process.");
        }

        if (exit.StandardError.Count > 0)
        {
            text.Append(" The last lines of its standard error:");
            foreach (string line in exit.StandardError)
            {
                text.Append("\n    ").Append(line);
            }
        }

        return text.ToString();
    }
}
