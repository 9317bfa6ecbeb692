using System.Runtime.InteropServices;
using Orleans.Distributed;

namespace WordCount;

/// <summary>What was counted, and by which process.</summary>
internal sealed class WordCounts
{
    /// <summary>Longer runs of letters are encoded data, and no words.</summary>
    private const int LongestWord = 64;

    public int Pid { get; } = Cluster.Current.MyId;

    public Dictionary<string, long> Words { get; } = new(StringComparer.Ordinal);

    public long Files { get; private set; }

    public long Bytes { get; private set; }

    public long Binary { get; private set; }

    public long Unreadable { get; private set; }

    public string Summary =>
        $"{Words.Values.Sum():N0} words in {Files:N0} files, {Bytes:N0} bytes"
        + (Binary > 0 ? $", {Binary:N0} binary files left out" : "")
        + (Unreadable > 0 ? $", {Unreadable:N0} files could not be read" : "");

    public static WordCounts Of(IEnumerable<TextFile> files)
    {
        var counts = new WordCounts();
        foreach (TextFile file in files)
        {
            counts.Add(file);
        }

        return counts;
    }

    public static WordCounts Sum(IEnumerable<WordCounts> parts)
    {
        var sum = new WordCounts();
        foreach (WordCounts part in parts)
        {
            sum.Add(part);
        }

        return sum;
    }

    public bool IsSameAs(WordCounts other) =>
        (Files, Bytes, Binary, Unreadable, Words.Count) == (other.Files, other.Bytes, other.Binary, other.Unreadable, other.Words.Count)
        && Words.All(word => other.Words.GetValueOrDefault(word.Key) == word.Value);

    private void Add(WordCounts part)
    {
        Files += part.Files;
        Bytes += part.Bytes;
        Binary += part.Binary;
        Unreadable += part.Unreadable;
        foreach ((string word, long count) in part.Words)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(Words, word, out _) += count;
        }
    }

    private void Add(TextFile file)
    {
        var words = new WordCounts();
        try
        {
            using var reader = new StreamReader(file.Path);
            if (words.TryRead(reader))
            {
                words.Files = 1;
                words.Bytes = reader.BaseStream.Position;
                Add(words);
            }
            else
            {
                Binary++;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Unreadable++;
        }
    }

    /// <summary>Counts the words, or finds that this is no text, since no text has characters of code 0.</summary>
    private bool TryRead(StreamReader reader)
    {
        Span<char> block = new char[16 * 1024];
        Span<char> word = stackalloc char[LongestWord];
        int length = 0;
        int read;
        while ((read = reader.Read(block)) > 0)
        {
            foreach (char character in block[..read])
            {
                if (character == '\0')
                {
                    return false;
                }

                if (!char.IsLetter(character))
                {
                    AddWord(word, length);
                    length = 0;
                }
                else if (length++ < LongestWord)
                {
                    word[length - 1] = char.ToLowerInvariant(character);
                }
            }
        }

        AddWord(word, length);
        return true;
    }

    private void AddWord(ReadOnlySpan<char> letters, int length)
    {
        if (length is > 0 and <= LongestWord)
        {
            var lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();
            CollectionsMarshal.GetValueRefOrAddDefault(lookup, letters[..length], out _)++;
        }
    }
}
