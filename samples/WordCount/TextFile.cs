namespace WordCount;

/// <summary>A file that may hold text.</summary>
internal readonly record struct TextFile(string Path, long Length)
{
    /// <summary>Many more batches than workers, so that all of them are busy to the end, and none loses much when it dies.</summary>
    private const int BatchesPerWorker = 32;

    /// <summary>Splits files into batches of about the same number of bytes.</summary>
    public static IReadOnlyList<TextFile[]> Batch(IReadOnlyList<TextFile> files, int workers)
    {
        long target = files.Sum(file => file.Length) / (workers * BatchesPerWorker);
        var batches = new List<TextFile[]>();
        var batch = new List<TextFile>();
        long bytes = 0;
        foreach (TextFile file in files)
        {
            batch.Add(file);
            bytes += file.Length;
            if (bytes >= target)
            {
                batches.Add([.. batch]);
                batch.Clear();
                bytes = 0;
            }
        }

        if (batch.Count > 0)
        {
            batches.Add([.. batch]);
        }

        return batches;
    }
}
