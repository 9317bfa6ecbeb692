using System.Globalization;
using System.Text;

namespace Orleans.Distributed;

/// <summary>
/// User code that was reached through a remote call threw. The own process counts as remote here too.
/// </summary>
/// <remarks>
/// <see cref="Exception.InnerException"/> is the original exception where it could be rebuilt in this process, and otherwise
/// <see langword="null"/>; the properties of this class describe it in either case. A call made by a remote function that
/// fails in turn nests one <see cref="RemoteException"/> for each hop. The counterpart of Julia's <c>RemoteException</c>.
/// </remarks>
public sealed class RemoteException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="pid">The process where the original was thrown.</param>
    /// <param name="remoteTypeName">The full name of the original's type.</param>
    /// <param name="remoteMessage">The original's message.</param>
    /// <param name="remoteStackTrace">The original's stack trace, or <see langword="null"/>.</param>
    /// <param name="original">The original itself, where it could be rebuilt.</param>
    public RemoteException(int pid, string remoteTypeName, string remoteMessage, string? remoteStackTrace, Exception? original)
        : base(string.Create(CultureInfo.InvariantCulture, $"On process {pid}: {remoteTypeName}: {remoteMessage}"), original)
    {
        Pid = pid;
        RemoteTypeName = remoteTypeName;
        RemoteMessage = remoteMessage;
        RemoteStackTrace = remoteStackTrace;
    }

    /// <summary>The process where the original was thrown.</summary>
    public int Pid { get; }

    /// <summary>The full name of the original's type, which this process need not have.</summary>
    public string RemoteTypeName { get; }

    /// <summary>The original's message.</summary>
    public string RemoteMessage { get; }

    /// <summary>The original's stack trace in its process, or <see langword="null"/> when it had none.</summary>
    public string? RemoteStackTrace { get; }

    /// <summary>The message, the stack trace in the remote process, then the one in this process.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(typeof(RemoteException).FullName).Append(": ").Append(Message);
        if (!string.IsNullOrEmpty(RemoteStackTrace))
        {
            text.Append('\n').Append(RemoteStackTrace);
            text.Append(CultureInfo.InvariantCulture, $"\n--- End of the stack trace on process {Pid} ---");
        }

        if (InnerException is RemoteException or AggregateException)
        {
            text.Append("\n ---> ").Append(InnerException);
        }

        if (StackTrace is { } local)
        {
            text.Append('\n').Append(local);
        }

        return text.ToString();
    }
}
