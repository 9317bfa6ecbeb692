using System.Runtime.InteropServices;

namespace Orleans.Distributed.Workers;

/// <summary>What signals mean to a worker.</summary>
internal static class WorkerSignals
{
    /// <summary>Kept for as long as the process lives: a registration that is collected hands its signal back to the system.</summary>
    private static PosixSignalRegistration[] _registrations = [];

    public static void Handle(Action terminate)
    {
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
            {
                context.Cancel = true;
                terminate();
            }),

            // Ctrl-C and a terminal that closes concern the head, which decides what becomes of its workers.
            PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, static context => context.Cancel = true),
        ];
    }
}
