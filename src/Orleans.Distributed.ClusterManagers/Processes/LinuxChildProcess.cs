using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Orleans.Distributed.Processes;

/// <summary>
/// A child process on Linux, started and reaped here rather than by <see cref="System.Diagnostics.Process"/>, which cannot
/// tell exit code 137 from a kill and cannot start a process group.
/// </summary>
internal sealed unsafe class LinuxChildProcess : IChildProcess
{
    /// <summary>The reaping thread runs two system calls; the default stack of a megabyte or more would be waste.</summary>
    private const int ReaperStackSize = 128 * 1024;

    private const int SignalInformationSize = 128;

    private readonly AnonymousPipeServerStream _input;
    private readonly AnonymousPipeServerStream _output;
    private readonly AnonymousPipeServerStream _error;
    private readonly TaskCompletionSource<ChildExit> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _reaping = new();
    private bool _reaped;

    private LinuxChildProcess(ProcessCommand command)
    {
        // None of these ends is inherited by any child but this one: they are close-on-exec, and the spawn duplicates its own.
        _input = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.None);
        try
        {
            _output = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
            _error = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.None);
            Id = LinuxSpawn.Start(command, ChildEnd(_input), ChildEnd(_output), ChildEnd(_error));
            new Thread(Reap, ReaperStackSize) { IsBackground = true, Name = $"Orleans.Distributed reaper of {Id}" }.UnsafeStart();
        }
        catch
        {
            // No thread could be started for it: nobody would ever know how it ended.
            if (Id != 0)
            {
                Kill();
                _ = LibC.WaitPid(Id, out _, 0);
            }

            _input.Dispose();
            _output?.Dispose();
            _error?.Dispose();
            throw;
        }

        _input.DisposeLocalCopyOfClientHandle();
        _output.DisposeLocalCopyOfClientHandle();
        _error.DisposeLocalCopyOfClientHandle();
    }

    public int Id { get; }

    public Stream StandardInput => _input;

    public Stream StandardOutput => _output;

    public Stream StandardError => _error;

    public Task<ChildExit> Exited => _exited.Task;

    /// <summary>Starts the process; to be called on the <see cref="LauncherThread"/>.</summary>
    public static IChildProcess Start(ProcessCommand command) => new LinuxChildProcess(command);

    public void Kill()
    {
        lock (_reaping)
        {
            if (_reaped)
                return;
            _ = LibC.Kill(-Id, LibC.SigKill);
            _ = LibC.Kill(Id, LibC.SigKill);
        }
    }

    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private static int ChildEnd(AnonymousPipeServerStream pipe) => (int)pipe.ClientSafePipeHandle.DangerousGetHandle();

    private void Reap()
    {
        byte* information = stackalloc byte[SignalInformationSize];
        const int Options = LibC.WaitForExited | LibC.WaitWithoutReaping;
        bool ended;
        do
        {
            ended = LibC.WaitId(LibC.WaitForProcessId, Id, information, Options) == 0;
        }
        while (!ended && Marshal.GetLastPInvokeError() == LibC.ErrorInterrupted);

        ChildExit exit = default;
        lock (_reaping)
        {
            // Not there when something else in this process collects every child; then nobody knows how it ended.
            if (ended)
            {
                // Until it is reaped the id belongs to the dead process, so this reaches what it left behind and nothing else.
                _ = LibC.Kill(-Id, LibC.SigKill);
                if (LibC.WaitPid(Id, out int status, 0) == Id)
                    exit = ChildExit.FromWaitStatus(status);
            }

            _reaped = true;
        }

        _exited.SetResult(exit);
    }
}
