using System.ComponentModel;
using System.Diagnostics;

namespace Orleans.Distributed.Processes;

/// <summary>A child process on systems other than Linux.</summary>
internal sealed class PortableChildProcess : IChildProcess
{
    private readonly Process _process;

    private PortableChildProcess(Process process)
    {
        _process = process;
        Id = process.Id;
        StandardInput = process.StandardInput.BaseStream;
        StandardOutput = process.StandardOutput.BaseStream;
        StandardError = process.StandardError.BaseStream;
        Exited = WatchAsync();
    }

    public int Id { get; }

    public Stream StandardInput { get; }

    public Stream StandardOutput { get; }

    public Stream StandardError { get; }

    public Task<ChildExit> Exited { get; }

    /// <summary>Starts the process.</summary>
    public static IChildProcess Start(ProcessCommand command)
    {
        var start = new ProcessStartInfo(command.FileName, command.Arguments)
        {
            WorkingDirectory = command.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in command.Environment)
            start.Environment[name] = value;
        return new PortableChildProcess(Process.Start(start)!);
    }

    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended, or is about to: what was asked for.
        }
    }

    public void Dispose()
    {
        StandardInput.Dispose();
        StandardOutput.Dispose();
        StandardError.Dispose();
        _process.Dispose();
    }

    private async Task<ChildExit> WatchAsync()
    {
        // WaitForExitAsync would also wait for the end of the output, which a process left behind may hold open.
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.Exited += (_, _) => ended.TrySetResult();
        _process.EnableRaisingEvents = true;
        await ended.Task.ConfigureAwait(false);
        return ChildExit.FromProcessExitCode(_process.ExitCode);
    }
}
