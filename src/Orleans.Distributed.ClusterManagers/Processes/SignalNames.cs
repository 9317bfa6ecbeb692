using System.Globalization;

namespace Orleans.Distributed.Processes;

/// <summary>The names of the signals that end processes.</summary>
internal static class SignalNames
{
    public static string Of(int signal) => signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        5 => "SIGTRAP",
        6 => "SIGABRT",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        14 => "SIGALRM",
        15 => "SIGTERM",
        // The numbers below differ between systems; these are Linux's on the processors that .NET runs on.
        7 when OperatingSystem.IsLinux() => "SIGBUS",
        10 when OperatingSystem.IsLinux() => "SIGUSR1",
        12 when OperatingSystem.IsLinux() => "SIGUSR2",
        24 => "SIGXCPU",
        25 => "SIGXFSZ",
        31 when OperatingSystem.IsLinux() => "SIGSYS",
        _ => string.Create(CultureInfo.InvariantCulture, $"SIG{signal}"),
    };
}
