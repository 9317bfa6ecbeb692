using System.Buffers;
using System.Collections;
using System.Collections.ObjectModel;

namespace Orleans.Distributed.Serialization.Exceptions;

/// <summary>Reads an exception without trusting it: every property may throw, never end, or lead back.</summary>
internal sealed class ExceptionCapture(ValueCodec codec)
{
    private const int LargestText = 1 << 16;
    private const int LargestDepth = 32;
    private const int LargestCount = 256;
    private const int LargestData = 64;
    private const int LargestOriginal = 1 << 22;
    private readonly HashSet<Exception> _seen = new(ReferenceEqualityComparer.Instance);

    public ExceptionData Capture(Exception exception) => Capture(exception, 0, Encode(exception));

    private static string Read(Func<string?> property, out bool isNull)
    {
        isNull = false;
        try
        {
            string? text = property();
            isNull = text is null;
            return text is null ? string.Empty : Shorten(text);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return $"(could not be read: {error.GetType().FullName})";
        }
    }

    private static string Shorten(string text) => text.Length <= LargestText ? text : string.Concat(text.AsSpan(0, LargestText), "...");

    private static ReadOnlyCollection<Exception> Causes(Exception exception)
        => exception is AggregateException aggregate ? aggregate.InnerExceptions
            : new([.. exception.InnerException is { } inner ? (Exception[])[inner] : []]);

    private static KeyValuePair<string, string>[] Entries(Exception exception)
    {
        var entries = new List<KeyValuePair<string, string>>();
        try
        {
            foreach (DictionaryEntry entry in exception.Data)
            {
                if (entries.Count == LargestData)
                {
                    break;
                }

                entries.Add(new(Read(entry.Key.ToString, out _), Read(() => entry.Value?.ToString(), out _)));
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // What was read so far is better than nothing.
        }

        return [.. entries];
    }

    private ExceptionData Capture(Exception exception, int depth, byte[]? encoded)
    {
        _seen.Add(exception);
        string message = Read(() => exception.Message, out _);
        string stackTrace = Read(() => exception.StackTrace, out bool neverThrown);
        return new ExceptionData(
            exception.GetType().FullName ?? exception.GetType().Name, message, neverThrown ? null : stackTrace,
            exception.HResult, Inner(exception, depth), Entries(exception), encoded);
    }

    private ExceptionData[] Inner(Exception exception, int depth)
    {
        var inner = new List<ExceptionData>();
        if (depth < LargestDepth)
        {
            foreach (Exception cause in Causes(exception))
            {
                if (_seen.Count < LargestCount && !_seen.Contains(cause))
                {
                    inner.Add(Capture(cause, depth + 1, null));
                }
            }
        }

        return [.. inner];
    }

    private byte[]? Encode(Exception exception)
    {
        try
        {
            var output = new ArrayBufferWriter<byte>();
            codec.Encode<Exception>(output, exception);
            return output.WrittenCount <= LargestOriginal ? output.WrittenSpan.ToArray() : null;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // An exception that cannot be sent as a whole is told in words.
            return null;
        }
    }
}
