using System.Text;
using Orleans.Distributed.Protocol;

namespace Orleans.Distributed.Workers;

/// <summary>The course of a worker process, from its first line of managed code to its exit code.</summary>
internal static class WorkerProcess
{
    public static int Run()
    {
        ParentWatch.EndWithParent();
        Stream control;
        StartMessage start;
        try
        {
            control = StandardInput.Take();
            start = StartMessageFormat.Read(control);
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            Console.Error.WriteLine(
                $"This is a worker process of Orleans.Distributed. It is started by a cluster manager, which sends a start message to its standard input, and no usable one came: {error.Message}. Add workers from a program, through its cluster.");
            return WorkerExitCodes.NotStarted;
        }

        if (ParentWatch.IsOrphan(start.ParentProcessId))
            ImmediateExit.Now(WorkerExitCodes.HeadGone);
        return Run(control, start);
    }

    private static int Run(Stream control, StartMessage start)
    {
        var lifetime = new WorkerLifetime(new CancellationTokenSource());
        new ControlChannel(control, lifetime.RequestStop).Start();
        WorkerSignals.Handle(() => lifetime.RequestStop(start.StopTimeout));
        ProgramIdentity.Assume(start);

        IWorkerProgram program;
        try
        {
            program = ProgramActivation.Create(start.Program);
        }
        catch (InvalidOperationException error)
        {
            Console.Error.WriteLine($"Worker {start.Pid} cannot start: {error.Message}");
            return WorkerExitCodes.NotStarted;
        }

        using (var output = Console.OpenStandardOutput())
            output.Write(Encoding.ASCII.GetBytes(ControlCommands.Ready + "\n"));
        int code = Run(program, new WorkerContext(start.Pid, start.Payload, lifetime.Stopping));

        // Exit handlers of user code run after this, and may take as long as a stop may.
        ImmediateExit.After(start.StopTimeout, code);
        return code;
    }

    private static int Run(IWorkerProgram program, WorkerContext context)
    {
        try
        {
            // Off the main thread, which is to have nothing to do but to wait: it holds the kernel's watch on the parent.
            Task.Run(() => program.RunAsync(context)).GetAwaiter().GetResult();
            return WorkerExitCodes.Completed;
        }
        catch (OperationCanceledException) when (context.Stopping.IsCancellationRequested)
        {
            return WorkerExitCodes.Completed;
        }
        catch (Exception error)
        {
            Console.Error.WriteLine($"Worker {context.Pid} failed: {error}");
            return WorkerExitCodes.Failed;
        }
    }
}
