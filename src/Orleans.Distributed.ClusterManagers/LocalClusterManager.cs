using System.Runtime.CompilerServices;
using Orleans.Distributed.Launching;
using Orleans.Distributed.Output;
using Orleans.Distributed.Processes;
using Orleans.Distributed.Protocol;

namespace Orleans.Distributed;

/// <summary>
/// Launches workers as processes of this machine. A worker runs with the runtime, the assemblies and the environment of this
/// program, whichever way it was started. It ends at the latest when this process does: killed, crashed or stopped, too.
/// On Linux it leads a process group of its own, so that Ctrl-C reaches this process alone, and processes that user code
/// started in it end with it unless they left that group.
/// </summary>
public sealed class LocalClusterManager : IClusterManager
{
    private readonly LocalOptions _options;
    private readonly string _program;
    private readonly Func<ProcessCommand, IChildProcess> _start;
    private readonly RunningProgram _running;
    private readonly OutputDispatcher _output;

    /// <summary>Creates a manager whose workers are silos that join this process's cluster; nothing is started.</summary>
    /// <param name="options">How workers are started; <see langword="null"/>, the default, stands for the defaults. Later changes to it have no effect.</param>
    /// <exception cref="ArgumentException">An option is not usable; the message says why.</exception>
    public LocalClusterManager(LocalOptions? options = null)
        : this(typeof(SiloWorker), options)
    {
    }

    /// <summary>Creates a manager; nothing is started.</summary>
    /// <param name="program">What its workers run: a public class that is an <see cref="IWorkerProgram"/>.</param>
    /// <param name="options">How workers are started; <see langword="null"/>, the default, stands for the defaults. Later changes to it have no effect.</param>
    /// <exception cref="ArgumentException"><paramref name="program"/> or an option is not usable; the message says why.</exception>
    public LocalClusterManager(Type program, LocalOptions? options = null)
        : this(program, options, RunningProgram.Current(), OperatingSystem.IsLinux() ? LinuxChildProcess.Start : PortableChildProcess.Start)
    {
    }

    internal LocalClusterManager(Type program, LocalOptions? options, RunningProgram running, Func<ProcessCommand, IChildProcess> start)
    {
        ArgumentNullException.ThrowIfNull(program);
        bool isUsable = program is { IsClass: true, IsAbstract: false, IsVisible: true, ContainsGenericParameters: false }
            && program.IsAssignableTo(typeof(IWorkerProgram))
            && program.GetConstructor(Type.EmptyTypes) is not null;
        if (!isUsable)
            throw new ArgumentException($"{program} cannot run in a worker: it must be a public class with a public constructor without parameters, and implement {nameof(IWorkerProgram)}.", nameof(program));
        _program = program.AssemblyQualifiedName!;
        _options = LocalOptionsSnapshot.Of(options ?? new LocalOptions());
        _output = new OutputDispatcher(_options.Output, LocalDefaults.OutputLinger);
        _running = running;
        _start = start;
    }

    /// <summary>
    /// A manager for one call that adds workers: what the cluster hands over with each of them comes from there alone, since a starting callback
    /// may have taken away what was given here.
    /// </summary>
    internal static LocalClusterManager ForOneCall(LocalOptions? options) => new(LocalOptionsSnapshot.WithoutAsked(options ?? new LocalOptions()));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">This process was itself started as a worker.</exception>
    public IAsyncEnumerable<LaunchResult> LaunchAsync(IReadOnlyList<WorkerLaunch> workers, CancellationToken cancellationToken)
    {
        Check(workers);
        cancellationToken.ThrowIfCancellationRequested();
        return LaunchAllAsync([.. workers], cancellationToken);
    }

    private async IAsyncEnumerable<LaunchResult> LaunchAllAsync(WorkerLaunch[] workers, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<Task<LaunchResult>> open = [.. workers.Select(worker => LaunchAsync(worker, cancellationToken))];
        try
        {
            while (open.Count > 0)
            {
                var next = await Task.WhenAny(open).ConfigureAwait(false);
                var result = await next.ConfigureAwait(false);
                if (result.Error is OperationCanceledException)
                    throw new OperationCanceledException(cancellationToken);
                open.Remove(next);
                yield return result;
            }
        }
        finally
        {
            // Given up, or not enumerated to the end: what nobody has seen must not stay.
            await Task.WhenAll(open.Select(KillAsync)).ConfigureAwait(false);
        }
    }

    private static async Task KillAsync(Task<LaunchResult> launch)
    {
        if ((await launch.ConfigureAwait(false)).Process is { } process)
            await process.KillAsync().ConfigureAwait(false);
    }

    private static void Check(IReadOnlyList<WorkerLaunch> workers)
    {
        ArgumentNullException.ThrowIfNull(workers);
        if (StartupHookVariable.IsLeftOver)
            throw new InvalidOperationException("This process was started as a worker, and the runtime did not run the startup hook that makes it one. Build the program with <StartupHookSupport>true</StartupHookSupport>.");
        foreach (var worker in workers)
        {
            if (worker is null)
                throw new ArgumentException("An entry is null.", nameof(workers));
            if (worker.Pid < 2)
                throw new ArgumentException($"A worker cannot have pid {worker.Pid}: pids of workers begin with 2.", nameof(workers));
            if (worker.Payload.Length > StartMessageFormat.LongestPayload)
                throw new ArgumentException($"The payload of worker {worker.Pid} has {worker.Payload.Length} bytes; at most {StartMessageFormat.LongestPayload} can be handed over.", nameof(workers));
        }
    }

    private async Task<LaunchResult> LaunchAsync(WorkerLaunch launch, CancellationToken cancellationToken)
    {
        try
        {
            var options = LocalOptionsSnapshot.With(_options, launch.Config);
            var command = WorkerCommand.For(_running, options.Executable, [.. options.RuntimeArguments], launch.Pid);
            var environment = new WorkerEnvironment(options, command.UsesStartupHook);
            string directory = Path.GetFullPath(options.WorkingDirectory ?? Environment.CurrentDirectory);
            if (!Directory.Exists(directory))
                throw new InvalidOperationException($"its working directory {directory} does not exist; create it, or change LocalOptions.WorkingDirectory");

            var process = new ProcessCommand(command.FileName, command.Arguments, environment.Variables, directory);
            byte[] start = StartMessageFormat.Encode(Describe(launch, environment));
            var child = await LauncherThread.RunAsync(() => Start(process)).ConfigureAwait(false);
            var worker = new LocalWorkerProcess(launch.Pid, child, _output, _options.StopTimeout);
            await worker.HandOverAsync(start, _options.StartTimeout, cancellationToken).ConfigureAwait(false);
            return new LaunchResult(worker, launch.Config with { Host = Environment.MachineName, WorkingDirectory = directory, OsProcessId = worker.OsProcessId });
        }
        catch (Exception error) when (error is WorkerLaunchException or OperationCanceledException)
        {
            return new LaunchResult(launch.Pid, error);
        }
        catch (Exception error)
        {
            return new LaunchResult(launch.Pid, new WorkerLaunchException(launch.Pid, $"Worker {launch.Pid} was not started: {error.Message.TrimEnd('.')}.", error));
        }
    }

    private IChildProcess Start(ProcessCommand command)
    {
        try
        {
            return _start(command);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException(LaunchErrors.Explain(error, command.FileName), error);
        }
    }

    private StartMessage Describe(WorkerLaunch launch, WorkerEnvironment environment) => new()
    {
        Pid = launch.Pid,
        ParentProcessId = Environment.ProcessId,
        Program = _program,
        EntryAssembly = _running.EntryAssembly ?? "",
        BaseDirectory = _running.BaseDirectory,
        Environment = environment.Restored,
        StopTimeout = _options.StopTimeout,
        Payload = launch.Payload,
    };
}
