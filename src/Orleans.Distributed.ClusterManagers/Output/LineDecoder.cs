using System.Text;

namespace Orleans.Distributed.Output;

/// <summary>
/// Cuts a stream of UTF-8 bytes into lines. A line ends with <c>\n</c>, <c>\r\n</c> or <c>\r</c>, or where the stream ends.
/// What is not UTF-8 becomes U+FFFD. Holds at most one line, and no more than <see cref="LongestLine"/> of it.
/// </summary>
internal sealed class LineDecoder(Action<string> line)
{
    /// <summary>The number of characters from which a line is delivered in pieces.</summary>
    public const int LongestLine = 1024 * 1024;

    private const int MostKeptCapacity = 64 * 1024;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private StringBuilder _pending = new();
    private char[] _characters = [];
    private bool _afterReturn;

    /// <summary>Takes the next bytes of the stream.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => Decode(bytes, flush: false);

    /// <summary>Takes the end of the stream: what is left is a line, too.</summary>
    public void Complete()
    {
        Decode([], flush: true);
        if (_pending.Length > 0)
            Deliver(_pending.Length);
    }

    private void Decode(ReadOnlySpan<byte> bytes, bool flush)
    {
        int needed = Encoding.UTF8.GetMaxCharCount(bytes.Length);
        if (_characters.Length < needed)
            _characters = new char[needed];
        int count = _decoder.GetChars(bytes, _characters, flush);
        Split(_characters.AsSpan(0, count));
    }

    private void Split(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (_afterReturn)
            {
                _afterReturn = false;
                if (text[0] == '\n')
                {
                    text = text[1..];
                    continue;
                }
            }

            int end = text.IndexOfAny('\r', '\n');
            if (end < 0)
            {
                Append(text);
                return;
            }

            Append(text[..end]);
            Deliver(_pending.Length);
            _afterReturn = text[end] == '\r';
            text = text[(end + 1)..];
        }
    }

    private void Append(ReadOnlySpan<char> text)
    {
        _pending.Append(text);
        while (_pending.Length > LongestLine)
        {
            // A pair of surrogates is one character and stays together.
            bool splitsPair = char.IsHighSurrogate(_pending[LongestLine - 1]);
            Deliver(splitsPair ? LongestLine - 1 : LongestLine);
        }
    }

    private void Deliver(int length)
    {
        string text = _pending.ToString(0, length);
        _pending.Remove(0, length);

        // One huge line must not be paid for as long as the worker lives.
        if (_pending.Length == 0 && _pending.Capacity > MostKeptCapacity)
            _pending = new StringBuilder();
        line(text);
    }
}
