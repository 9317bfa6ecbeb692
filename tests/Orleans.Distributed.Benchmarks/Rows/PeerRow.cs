using System.Diagnostics;
using System.Globalization;
using Orleans.Distributed.Benchmarks.Measuring;
using Orleans.Distributed.Benchmarks.Reporting;

namespace Orleans.Distributed.Benchmarks.Rows;

/// <summary>The same work on another system, by a program of its own that prints lines of a name, a value and a unit.</summary>
/// <param name="name">How the command line calls the row.</param>
/// <param name="title">What the system is called.</param>
/// <param name="commands">Ways to run the program, of which the first that works is taken.</param>
internal sealed class PeerRow(string name, string title, params string[][] commands) : Row
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public override string Name => name;

    public override async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        string[]? lines = null;
        var complaints = new List<string>();
        foreach (string[] command in commands)
        {
            (lines, string complaint) = await RunAsync([.. command, bench.Slice.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture)]);
            if (lines is not null)
            {
                break;
            }

            complaints.Add($"{command[0]}: {complaint}");
        }

        if (lines is null)
        {
            Console.WriteLine($"{title} was left out: {string.Join("; ", complaints)}");
            yield break;
        }

        foreach (string[] parts in lines.Select(line => line.Split(' ')).Where(parts => parts.Length == 3))
        {
            double value = double.Parse(parts[1], CultureInfo.InvariantCulture);
            yield return new Figure($"{name}.{parts[0]}", $"{title}: {Describe(parts[0])}", value, parts[2])
            {
                Yardstick = "this system",
                YardstickValue = await OwnFigureAsync(bench, parts[0]),
            };
        }
    }

    private static async Task<(string[]? Lines, string Complaint)> RunAsync(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.Combine(AppContext.BaseDirectory, "peers"),
        };
        try
        {
            using Process process = Process.Start(start)!;
            using var patience = new CancellationTokenSource(Longest);
            using CancellationTokenRegistration end = patience.Token.Register(() => process.Kill(entireProcessTree: true));
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            string last = (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? $"it exited with {process.ExitCode}";
            return process.ExitCode == 0 ? ((await output).Split('\n', StringSplitOptions.RemoveEmptyEntries), "") : (null, last);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "it is not installed");
        }
    }

    private static string Describe(string figure) => figure switch
    {
        "roundtrip_p50" => "call, one at a time, p50",
        "calls_1" => "calls, one at a time",
        "calls_100" => "calls, 100 in flight",
        "calls_1000" => "calls, 1000 in flight",
        "echo_1MB" => "1MB there and back",
        "echo_64MB" => "64MB there and back",
        _ => figure,
    };

    // The same on this system, in the same run.
    private static async Task<double?> OwnFigureAsync(Bench bench, string figure)
    {
        Func<int> function = Addition.Of(1);
        Task CallAsync() => bench.Cluster.RemoteCallFetchAsync(bench.Worker, function);
        Task<Run> EchoAsync(int bytes)
        {
            byte[] array = new byte[bytes];
            return Clock.LatencyAsync(bench.Slice, () => bench.Cluster.RemoteCallFetchAsync(bench.Worker, given => given, array));
        }

        Measured? own = figure switch
        {
            "roundtrip_p50" => await Repetitions.RunAsync(bench, () => Clock.LatencyAsync(bench.Slice, CallAsync)),
            "calls_1" => await Repetitions.RunAsync(bench, () => Clock.RateAsync(bench.Slice, 1, CallAsync)),
            "calls_100" => await Repetitions.RunAsync(bench, () => Clock.RateAsync(bench.Slice, 100, CallAsync)),
            "calls_1000" => await Repetitions.RunAsync(bench, () => Clock.RateAsync(bench.Slice, 1000, CallAsync)),
            "echo_1MB" => await Repetitions.RunAsync(bench, () => EchoAsync(1 << 20)),
            "echo_64MB" => await Repetitions.RunAsync(bench, () => EchoAsync(64 << 20)),
            _ => null,
        };
        double? median = own?.Values[0].Median;
        return figure.StartsWith("echo", StringComparison.Ordinal) ? median / 1000 : median;
    }
}
