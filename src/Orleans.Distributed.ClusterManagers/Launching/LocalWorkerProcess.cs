using System.Buffers.Binary;
using Orleans.Distributed.Output;
using Orleans.Distributed.Processes;
using Orleans.Distributed.Protocol;

namespace Orleans.Distributed.Launching;

/// <summary>A worker process on this machine.</summary>
internal sealed class LocalWorkerProcess : IWorkerProcess
{
    private readonly IChildProcess _child;
    private readonly OutputDispatcher _output;
    private readonly TimeSpan _stopTimeout;
    private readonly StandardErrorTail _tail = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _sending = new(1);

    public LocalWorkerProcess(int pid, IChildProcess child, OutputDispatcher output, TimeSpan stopTimeout)
    {
        Pid = pid;
        _child = child;
        _output = output;
        _stopTimeout = stopTimeout;
        Exited = WatchAsync(Task.WhenAll(
            OutputPump.RunAsync(child.StandardOutput, OnOutputAsync), OutputPump.RunAsync(child.StandardError, OnErrorAsync)));
    }

    public int Pid { get; }

    public int OsProcessId => _child.Id;

    public Task<WorkerExit> Exited { get; }

    /// <summary>Sends the start message and waits until the worker has read it.</summary>
    /// <exception cref="WorkerLaunchException">The process ended instead, or took too long; it is gone.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the process is gone.</exception>
    public async Task HandOverAsync(ReadOnlyMemory<byte> start, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _ = SendAsync(start);
        try
        {
            await Task.WhenAny(_ready.Task, Exited).WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await KillAsync().ConfigureAwait(false);
            throw;
        }
        catch (TimeoutException)
        {
            var killed = await KillAsync().ConfigureAwait(false);
            throw new WorkerLaunchException(
                Pid,
                $"Worker {Pid} (os pid {OsProcessId}) did not come up within {timeout.TotalSeconds:0.###} s and was killed; {LaunchErrors.Describe(killed)}. If the machine is only slow, raise LocalOptions.StartTimeout.",
                killed);
        }

        if (!_ready.Task.IsCompleted)
        {
            var exit = await Exited.ConfigureAwait(false);
            throw new WorkerLaunchException(Pid, $"Worker {Pid} (os pid {OsProcessId}) ended before it was ready: {LaunchErrors.Describe(exit)}", exit);
        }
    }

    public async Task<WorkerExit> StopAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var patience = timeout ?? _stopTimeout;
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, TimeSpan.Zero, nameof(timeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(patience, LocalDefaults.LongestTimeout, nameof(timeout));

        if (patience > TimeSpan.Zero && !cancellationToken.IsCancellationRequested)
        {
            _ = SendAsync(StopCommand(patience));
            try
            {
                return await Exited.WaitAsync(patience, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (error is TimeoutException or OperationCanceledException)
            {
                // Asked in vain.
            }
        }

        return await KillAsync().ConfigureAwait(false);
    }

    public Task<WorkerExit> KillAsync()
    {
        _child.Kill();
        return Exited;
    }

    public async ValueTask DisposeAsync() => await KillAsync().ConfigureAwait(false);

    private static byte[] StopCommand(TimeSpan timeout)
    {
        byte[] command = new byte[1 + sizeof(long)];
        command[0] = ControlCommands.Stop;

        // Later than the kill from here, which comes first unless this process cannot do it.
        BinaryPrimitives.WriteInt64LittleEndian(command.AsSpan(1), (timeout + TimeSpan.FromSeconds(1)).Ticks);
        return command;
    }

    /// <summary>Not waited for: a worker that does not read is dealt with by time and by force.</summary>
    private async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await _child.StandardInput.WriteAsync(bytes).ConfigureAwait(false);
            await _child.StandardInput.FlushAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It has ended, and Exited says so.
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task<WorkerExit> WatchAsync(Task output)
    {
        var exit = await _child.Exited.ConfigureAwait(false);

        // Suppressed: it is late when a process that was left behind holds the output open, or when its receiver blocks.
        await output.WaitAsync(LocalDefaults.DrainTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ = DisposeAfterAsync(output);
        return new WorkerExit(exit.ExitCode, exit.Signal, _tail.ToList());
    }

    /// <summary>What is read late, on a machine that is busy, is not lost: only word of the exit does not wait for it.</summary>
    private async Task DisposeAfterAsync(Task output)
    {
        await output.WaitAsync(LocalDefaults.LateOutputTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _child.Dispose();
    }

    private Task OnOutputAsync(IReadOnlyList<string> lines)
    {
        if (!_ready.Task.IsCompleted)
            lines = WithoutReadyLine(lines);
        return _output.DeliverAsync(Pid, WorkerOutputSource.StandardOutput, lines);
    }

    private Task OnErrorAsync(IReadOnlyList<string> lines)
    {
        foreach (string line in lines)
            _tail.Add(line);
        return _output.DeliverAsync(Pid, WorkerOutputSource.StandardError, lines);
    }

    private List<string> WithoutReadyLine(IReadOnlyList<string> lines)
    {
        List<string> others = [.. lines];
        int index = others.FindIndex(static line => line.EndsWith(ControlCommands.Ready, StringComparison.Ordinal));
        if (index < 0)
            return others;
        _ready.TrySetResult();

        // Something may have written before the worker, without an end of line.
        string before = others[index][..^ControlCommands.Ready.Length];
        if (before.Length > 0)
            others[index] = before;
        else
            others.RemoveAt(index);
        return others;
    }
}
