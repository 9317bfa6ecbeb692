using System.Diagnostics;
using System.Reflection;
using System.Runtime;
using System.Security.Cryptography;
using System.Text;

namespace Orleans.Distributed.ClusterManagers.Tests.Parent;

/// <summary>A worker that does what its payload says: a word, and after a space what it needs to know.</summary>
public sealed class ScriptedWorker : IWorkerProgram
{
    public async Task RunAsync(WorkerContext context)
    {
        string script = Encoding.UTF8.GetString(context.Payload.Span);
        string[] parts = script.Split(' ', 2);
        string argument = parts.Length > 1 ? parts[1] : "";
        switch (parts[0])
        {
            case "wait":
                await WaitAsync(context);
                break;
            case "say":
                Console.WriteLine($"{context.Pid}: {argument}");
                await WaitAsync(context);
                break;
            case "write":
                Console.Out.Write(argument.Replace("\\r", "\r").Replace("\\n", "\n"));
                break;
            case "lines":
                WriteLines(argument);
                break;
            case "flood":
                while (true)
                    Console.WriteLine(new string('x', 1000));
            case "spin":
                Console.WriteLine("spinning");
                while (true)
                    Thread.SpinWait(1000);
            case "deaf":
                Console.WriteLine("deaf");
                await Task.Delay(Timeout.Infinite);
                break;
            case "notice":
                context.Stopping.Register(() => Console.WriteLine("asked to stop"));
                Console.WriteLine("listening");
                await WaitAsync(context);
                break;
            case "reluctant":
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Thread.Sleep(Timeout.Infinite);
                new Thread(() => Thread.Sleep(Timeout.Infinite)).Start();
                Console.WriteLine("reluctant");
                await WaitAsync(context);
                break;
            case "reluctant-exit":
                AppDomain.CurrentDomain.ProcessExit += (_, _) => Thread.Sleep(Timeout.Infinite);
                break;
            case "exit":
                Environment.Exit(int.Parse(argument));
                break;
            case "throw":
                throw new InvalidOperationException(argument);
            case "failfast":
                Environment.FailFast(argument);
                break;
            case "complain":
                for (int i = 0; i < int.Parse(argument); i++)
                    Console.Error.WriteLine($"complaint {i}");
                Environment.Exit(5);
                break;
            case "leave":
                LeaveProcessBehind(argument);
                await WaitAsync(context);
                break;
            case "report":
                Report(argument);
                break;
            case "tell":
                Report(argument);
                await WaitAsync(context);
                break;
            case "hash":
                Console.WriteLine(Convert.ToHexString(SHA256.HashData(context.Payload.Span)));
                break;
            default:
                throw new ArgumentException($"No such script: {parts[0]}");
        }
    }

    private static async Task WaitAsync(WorkerContext context)
    {
        var stopped = new TaskCompletionSource();
        await using var registration = context.Stopping.Register(stopped.SetResult);
        await stopped.Task;
    }

    private static void WriteLines(string argument)
    {
        int[] numbers = [.. argument.Split(' ').Select(int.Parse)];
        for (int i = 0; i < numbers[0]; i++)
            Console.WriteLine(new string((char)('a' + (i % 26)), numbers[1]));
    }

    private static void LeaveProcessBehind(string shell)
    {
        using var process = Process.Start("/bin/sh", ["-c", shell]);
        Console.WriteLine($"left {process.Id}");
    }

    private static void Report(string what) => Console.WriteLine(what switch
    {
        "directory" => Environment.CurrentDirectory,
        "server-gc" => GCSettings.IsServerGC.ToString(),
        "input" => $"{Console.In.ReadToEnd().Length} {Console.OpenStandardInput().ReadByte()} {new FileInfo("/proc/self/fd/0").LinkTarget}",
        "program" => $"{Assembly.GetEntryAssembly()?.GetName().Name} {AppContext.BaseDirectory}",
        "child-environment" => ChildEnvironment(),
        _ => Environment.GetEnvironmentVariable(what) ?? "(none)",
    });

    private static string ChildEnvironment()
    {
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/env") { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd().ReplaceLineEndings(";");
    }
}
