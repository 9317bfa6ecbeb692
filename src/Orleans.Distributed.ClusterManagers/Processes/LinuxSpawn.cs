using System.ComponentModel;

namespace Orleans.Distributed.Processes;

/// <summary>Starts a process through <c>posix_spawn</c>.</summary>
internal static unsafe class LinuxSpawn
{
    /// <summary>Room for the C library's opaque structures; they are 336, 80 and 128 bytes with glibc, and smaller with musl.</summary>
    private const int StructureSize = 1024;

    /// <summary>
    /// Starts the process with the given descriptors as its standard streams. It leads a process group of its own, so that
    /// Ctrl-C at the terminal of this process is this process's to handle, and so that what it started can be ended with it.
    /// </summary>
    /// <returns>The id of the process.</returns>
    /// <exception cref="Win32Exception">The system refused.</exception>
    public static int Start(ProcessCommand command, int input, int output, int error)
    {
        byte* actions = stackalloc byte[StructureSize];
        byte* attributes = stackalloc byte[StructureSize];
        byte* signals = stackalloc byte[StructureSize];
        using var arguments = new NativeStringList([command.FileName, .. command.Arguments]);
        using var environment = new NativeStringList([.. command.Environment.Select(variable => $"{variable.Key}={variable.Value}")]);

        Check(LibC.SpawnActionsInit(actions));
        Check(LibC.SpawnAttributesInit(attributes));
        try
        {
            Check(LibC.SpawnActionsAddDuplicate(actions, input, 0));
            Check(LibC.SpawnActionsAddDuplicate(actions, output, 1));
            Check(LibC.SpawnActionsAddDuplicate(actions, error, 2));
            Check(LibC.SpawnActionsAddChangeDirectory(actions, command.WorkingDirectory));

            const short Flags = LibC.SpawnSetProcessGroup | LibC.SpawnSetDefaultSignals | LibC.SpawnSetSignalMask;
            Check(LibC.SpawnAttributesSetFlags(attributes, Flags));
            Check(LibC.SpawnAttributesSetProcessGroup(attributes, 0));

            // .NET ignores SIGPIPE in this process, which would pass on to every program that user code runs in the worker.
            _ = LibC.SignalSetEmpty(signals);
            Check(LibC.SpawnAttributesSetSignalMask(attributes, signals));
            _ = LibC.SignalSetAdd(signals, LibC.SigPipe);
            Check(LibC.SpawnAttributesSetDefaultSignals(attributes, signals));

            Check(LibC.Spawn(out int pid, command.FileName, actions, attributes, arguments.Pointer, environment.Pointer));
            return pid;
        }
        finally
        {
            _ = LibC.SpawnAttributesDestroy(attributes);
            _ = LibC.SpawnActionsDestroy(actions);
        }
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new Win32Exception(error);
    }
}
