using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Orleans.Distributed.Benchmarks.Reporting;

/// <summary>What the figures depend on besides the program.</summary>
/// <param name="Engine">The engine it was compiled against.</param>
/// <param name="EngineVersion">Its version.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="System">The operating system.</param>
/// <param name="Processor">The processor, and how many there are.</param>
/// <param name="Memory">How much memory the processes may use.</param>
/// <param name="IsQuick">Whether the run was a quick one.</param>
internal sealed record Surroundings(string Engine, string EngineVersion, string Runtime, string System, string Processor, string Memory, bool IsQuick)
{
    public static Surroundings Look(bool isQuick) => new(
        typeof(Surroundings).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == nameof(Engine)).Value!,
        typeof(Grain).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown",
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.OSDescription,
        $"{ProcessorName()}, {Environment.ProcessorCount} in use",
        string.Create(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024.0 / 1024 / 1024:0.#} GiB"),
        isQuick);

    public override string ToString() => $"Engine={Engine} {EngineVersion}; {Runtime}; {System}; {Processor}; {Memory}; {(IsQuick ? "quick" : "full")} run";

    private static string ProcessorName()
    {
        const string File = "/proc/cpuinfo";
        const string Key = "model name";
        string? line = OperatingSystem.IsLinux() ? global::System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
