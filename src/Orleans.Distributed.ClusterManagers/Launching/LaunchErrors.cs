using System.ComponentModel;

namespace Orleans.Distributed.Launching;

/// <summary>Why a process could not be started, in words that follow "worker 3 was not started:".</summary>
internal static class LaunchErrors
{
    private const int NoSuchFile = 2;
    private const int TryAgain = 11;
    private const int OutOfMemory = 12;
    private const int AccessDenied = 13;
    private const int TooManyOpenFiles = 24;

    public static string Explain(Exception error, string fileName) => error switch
    {
        Win32Exception { NativeErrorCode: NoSuchFile } => $"{fileName}, or a program it needs, does not exist",
        Win32Exception { NativeErrorCode: TryAgain } when !OperatingSystem.IsWindows() =>
            "the system allows no more processes to this user or container; end some, ask for fewer workers, or raise the limit (ulimit -u, pids.max)",
        Win32Exception { NativeErrorCode: OutOfMemory } when !OperatingSystem.IsWindows() =>
            "the system has not enough memory for another process; end some, or ask for fewer workers",
        Win32Exception { NativeErrorCode: AccessDenied } when !OperatingSystem.IsWindows() =>
            $"this user may not run {fileName}, or not enter its working directory",
        Win32Exception other => $"the system refused to run {fileName}: {other.Message} (error {other.NativeErrorCode})",
        IOException { HResult: TooManyOpenFiles } when !OperatingSystem.IsWindows() =>
            "this process has too many open files (three for each worker); raise the limit (ulimit -n), or ask for fewer workers",
        OutOfMemoryException => "the system refused memory or a thread; end some processes, or ask for fewer workers",
        _ => error.Message.TrimEnd('.'),
    };

    /// <summary>How a process ended, and its last words, when there are any.</summary>
    public static string Describe(WorkerExit exit) => exit.StandardErrorTail.Count == 0
        ? $"it {exit}, and wrote nothing to standard error"
        : $"it {exit}. The end of its standard error:{Environment.NewLine}{string.Join(Environment.NewLine, exit.StandardErrorTail)}";
}
