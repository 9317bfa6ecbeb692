namespace Orleans.Distributed.Processes;

/// <summary>How a child process ended: by itself, by a signal, or (both unset) unknown.</summary>
internal readonly record struct ChildExit(int? ExitCode, int? Signal)
{
    private const int SignalExitCodes = 128;
    private const int HighestSignal = 64;

    /// <summary>Reads the status word of <c>waitpid</c>.</summary>
    public static ChildExit FromWaitStatus(int status)
    {
        int signal = status & 0x7f;
        return signal == 0 ? new ChildExit((status >> 8) & 0xff, null) : new ChildExit(null, signal);
    }

    /// <summary>Reads the exit code of <see cref="System.Diagnostics.Process"/>, which folds signals into codes outside Windows.</summary>
    public static ChildExit FromProcessExitCode(int code) =>
        !OperatingSystem.IsWindows() && code is > SignalExitCodes and <= SignalExitCodes + HighestSignal
            ? new ChildExit(null, code - SignalExitCodes)
            : new ChildExit(code, null);
}
