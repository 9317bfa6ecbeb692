using System.Collections;
using System.Globalization;
using System.Reflection;
using Orleans.Distributed.Processes;

namespace Orleans.Distributed.ClusterManagers.Tests.Support;

/// <summary>A head in a process of its own, with workers, for tests in which it dies. It leads a process group.</summary>
internal sealed class HeadProcess : IAsyncDisposable
{
    private const string Name = "Orleans.Distributed.ClusterManagers.Tests.Parent";

    private readonly IChildProcess _child;
    private readonly StreamReader _output;

    private HeadProcess(IChildProcess child)
    {
        _child = child;
        _output = new StreamReader(child.StandardOutput);
    }

    /// <summary>The head as an executable of its own.</summary>
    public static string Executable { get; } = Path.Combine(AppContext.BaseDirectory, Name);

    /// <summary>The head as an argument of <c>dotnet</c>.</summary>
    public static string Library { get; } = Executable + ".dll";

    /// <summary>The folder of its source.</summary>
    public static string SourceFolder { get; } = typeof(HeadProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "HeadSource").Value!;

    public int Id => _child.Id;

    public List<ProcessWatch> Workers { get; } = [];

    /// <summary>The lines it wrote while it started, other than the reports of workers.</summary>
    public List<string> Lines { get; } = [];

    public Task<string> StandardErrorAsync() => new StreamReader(_child.StandardError).ReadToEndAsync().WaitAsync(Limits.Generous);

    public Task<ChildExit> Exited => _child.Exited.WaitAsync(Limits.Generous);

    public static Task<HeadProcess> StartAsync(params string[] arguments) => StartAsync(Executable, arguments);

    /// <summary>Starts a head and waits until its workers run.</summary>
    public static async Task<HeadProcess> StartAsync(string fileName, IReadOnlyList<string> arguments)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        var command = new ProcessCommand(fileName, arguments, environment, Environment.CurrentDirectory);
        var head = new HeadProcess(await LauncherThread.RunAsync(() => LinuxChildProcess.Start(command)));
        while (await head.ReadLineAsync() is { } line && line != "launched")
        {
            string[] words = line.Split(' ');
            if (words[0] == "worker")
                head.Workers.Add(new ProcessWatch(int.Parse(words[2], CultureInfo.InvariantCulture)));
            else
                head.Lines.Add(line);
        }

        return head;
    }

    public async Task<string?> ReadLineAsync() => await _output.ReadLineAsync().WaitAsync(Limits.Generous);

    public async Task WriteLineAsync(string line)
    {
        await _child.StandardInput.WriteAsync(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
        await _child.StandardInput.FlushAsync();
    }

    public Task WaitUntilWorkersEndedAsync()
    {
        Assert.NotEmpty(Workers);
        return Task.WhenAll(Workers.Select(worker => worker.WaitUntilEndedAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        _child.Kill();
        await _child.Exited;
        _output.Dispose();
        _child.Dispose();
    }
}
