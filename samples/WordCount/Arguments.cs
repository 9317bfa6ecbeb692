using System.Diagnostics.CodeAnalysis;
using System.IO.Enumeration;

namespace WordCount;

/// <summary>What the user asked for on the command line.</summary>
internal readonly record struct Arguments(string Folder, int Procs, bool IsRepository)
{
    private const int DefaultProcs = 4;
    private const int MostProcs = 64;
    private const string Usage = "Usage: WordCount [FOLDER] [--procs N]";

    public static bool TryParse(string[] args, out Arguments arguments, [NotNullWhen(false)] out string? complaint)
    {
        string? folder = null;
        int procs = DefaultProcs;
        arguments = default;
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--procs")
            {
                string value = ++i < args.Length ? args[i] : "missing";
                if (!int.TryParse(value, out procs) || procs is < 1 or > MostProcs)
                {
                    complaint = $"The value of --procs is {value}; it must be a whole number from 1 to {MostProcs}. {Usage}";
                    return false;
                }
            }
            else if (args[i].StartsWith('-') || folder is not null)
            {
                complaint = $"{(folder is null ? "Unknown option" : "Unexpected argument")} {args[i]}. {Usage}";
                return false;
            }
            else if (!Directory.Exists(folder = args[i]))
            {
                complaint = $"There is no folder {folder}. {Usage}";
                return false;
            }
        }

        arguments = new Arguments(Path.GetFullPath(folder ?? Repository()), procs, folder is null);
        complaint = null;
        return true;
    }

    /// <summary>
    /// The files below the folder. Links are not followed, so that none counts twice and loops do no harm. What has no length has
    /// no words, or is a pipe or a device, and reading those might never end.
    /// </summary>
    public TextFile[] FindFiles()
    {
        bool isRepository = IsRepository;
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var files = new FileSystemEnumerable<TextFile>(
            Folder, (ref FileSystemEntry entry) => new TextFile(entry.ToFullPath(), entry.Length), options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && entry.Length > 0,
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !isRepository || !IsGenerated(entry.FileName),
        };
        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static bool IsGenerated(ReadOnlySpan<char> folder) => folder[0] == '.' || folder is "artifacts";

    /// <summary>The folder of the repository that this program was built from.</summary>
    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orleans.Distributed.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? Environment.CurrentDirectory;
    }
}
