using System.Diagnostics;
using System.Globalization;

namespace Orleans.Distributed.RealProcesses.Support;

/// <summary>A program with workers, in a process and a process group of its own, for tests in which it ends.</summary>
internal sealed class HeadProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _errorsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _errors = [];

    private HeadProcess(string library, IEnumerable<string> arguments)
    {
        // A new session: a signal to its group reaches it and not the test runner, as Ctrl-C in a terminal of its own would.
        var start = new ProcessStartInfo("setsid", ["dotnet", Path.Combine(AppContext.BaseDirectory, library), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _exited.TrySetResult();
        _process.ErrorDataReceived += (_, line) => AddError(line.Data);
        _process.Start();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>128 and the signal, when a signal ended it.</summary>
    public int ExitCode => _process.ExitCode;

    public Task Exited => _exited.Task.InTimeAsync();

    /// <summary>Completes when nothing more can come to <see cref="Errors"/>, which may be later than the end of the program.</summary>
    public Task ErrorsEnded => _errorsEnded.Task.InTimeAsync();

    public List<ProcessWatch> Workers { get; } = [];

    /// <summary>What it has written to standard error by now.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_errors)
            {
                return [.. _errors];
            }
        }
    }

    /// <summary>Starts the head that this assembly is, and waits until its workers are busy.</summary>
    public static async Task<HeadProcess> StartAsync(int workers, string work)
    {
        HeadProcess head = Run("Cluster.Tests.dll", workers.ToString(CultureInfo.InvariantCulture), work);
        while (await head.ReadLineAsync() is { } line && line != "ready")
        {
            if (line.StartsWith("worker ", StringComparison.Ordinal))
            {
                head.Workers.Add(new ProcessWatch(int.Parse(line["worker ".Length..], CultureInfo.InvariantCulture)));
            }
            else
            {
                head.Lines.Add(line);
            }
        }

        Assert.True(workers == head.Workers.Count, string.Join('\n', head.Errors));
        return head;
    }

    /// <summary>Starts a program of this folder.</summary>
    public static HeadProcess Run(string library, params IEnumerable<string> arguments) => new(library, arguments);

    /// <summary>The lines of its start that report no worker.</summary>
    public List<string> Lines { get; } = [];

    public Task<string?> ReadLineAsync() => _process.StandardOutput.ReadLineAsync().InTimeAsync();

    public Task<string> ReadToEndAsync() => _process.StandardOutput.ReadToEndAsync().InTimeAsync();

    public async Task WriteLineAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Notes the workers among its child processes, where the program does not report them.</summary>
    public void FindWorkers()
    {
        foreach (string status in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            if (IsWorker(status))
            {
                Workers.Add(new ProcessWatch(int.Parse(Path.GetFileName(status), CultureInfo.InvariantCulture)));
            }
        }
    }

    /// <summary>Asserts that no worker outlives the head by much.</summary>
    public async Task AssertWorkersEndSoonAsync()
    {
        Assert.NotEmpty(Workers);
        long ended = Stopwatch.GetTimestamp();
        foreach (ProcessWatch worker in Workers)
        {
            await worker.WaitUntilEndedAsync();
        }

        Assert.InRange(Stopwatch.GetElapsedTime(ended), TimeSpan.Zero, Limits.Orphaned);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _exited.Task;
        _process.Dispose();
    }

    private bool IsWorker(string folder)
    {
        try
        {
            string stat = File.ReadAllText(Path.Combine(folder, "stat"));
            string parent = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1];
            return parent == Id.ToString(CultureInfo.InvariantCulture)
                && File.ReadAllText(Path.Combine(folder, "cmdline")).Contains("Orleans.Distributed.Worker", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void AddError(string? line)
    {
        if (line is null)
        {
            _errorsEnded.TrySetResult();
            return;
        }

        lock (_errors)
        {
            _errors.Add(line);
        }
    }
}
