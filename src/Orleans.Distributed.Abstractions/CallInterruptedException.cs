using System.Globalization;

namespace Orleans.Distributed;

/// <summary>
/// A function was stopped because the process that ran it was interrupted. Its caller gets it inside of a <see cref="RemoteException"/>:
/// it was not the caller who gave the call up.
/// </summary>
public sealed class CallInterruptedException : OperationCanceledException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="pid">The process that was interrupted.</param>
    /// <param name="function">What the call is called.</param>
    /// <param name="cause">The exception that ended the function, or <see langword="null"/> when it did not end.</param>
    public CallInterruptedException(int pid, string function, Exception? cause = null)
        : base(Compose(pid, function, cause), cause)
    {
        Pid = pid;
        Function = function;
    }

    /// <summary>The process that was interrupted.</summary>
    public int Pid { get; }

    /// <summary>What the call is called.</summary>
    public string Function { get; }

    private static string Compose(int pid, string function, Exception? cause) => string.Create(
        CultureInfo.InvariantCulture,
        $"{function} was interrupted, because process {pid} was. {(cause is null ? "It waited for something, and may go on if that happens" : "It may have done a part of its work")}.");
}
