namespace Orleans.Distributed.RealProcesses.Support;

/// <summary>A folder with files of words, for the time of a test.</summary>
internal sealed class TextFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("text-");

    public TextFolder(int files, int wordsInEach)
    {
        string text = string.Join('\n', Enumerable.Range(0, wordsInEach).Select(i => $"word{(char)('a' + (i % 26))}"));
        for (int i = 0; i < files; i++)
        {
            File.WriteAllText(System.IO.Path.Combine(Path, $"{i}.txt"), text);
        }
    }

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
