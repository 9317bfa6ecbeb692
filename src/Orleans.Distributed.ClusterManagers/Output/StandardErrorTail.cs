namespace Orleans.Distributed.Output;

/// <summary>The last lines of standard error, kept to explain how a worker ended.</summary>
internal sealed class StandardErrorTail
{
    public const int MostLines = 20;
    public const int MostCharacters = 4096;

    private readonly Queue<string> _lines = new();
    private int _characters;

    public void Add(string line)
    {
        // Of a line that is too long the end is worth most: the beginning of a message may be repeated, its end is not.
        if (line.Length > MostCharacters)
            line = line[^MostCharacters..];
        lock (_lines)
        {
            _lines.Enqueue(line);
            _characters += line.Length;
            while (_lines.Count > MostLines || _characters > MostCharacters)
                _characters -= _lines.Dequeue().Length;
        }
    }

    public IReadOnlyList<string> ToList()
    {
        lock (_lines)
            return [.. _lines];
    }
}
