using System.Diagnostics.CodeAnalysis;
using Orleans.Distributed.Serialization.Exceptions;

namespace Orleans.Distributed.Serialization;

/// <summary>
/// What is known of an exception, for processes that may not have its type. Everything in it is text or plain data, so that it can always
/// be sent; where the exception itself can be sent, it travels along, as bytes that are read on request only.
/// </summary>
public sealed class ExceptionData
{
    private readonly byte[]? _encoded;

    internal ExceptionData(
        string typeName, string message, string? stackTrace, int hResult, ExceptionData[] inner, KeyValuePair<string, string>[] data,
        byte[]? encoded)
    {
        TypeName = typeName;
        Message = message;
        StackTrace = stackTrace;
        HResult = hResult;
        InnerExceptions = inner;
        Data = data;
        _encoded = encoded;
    }

    /// <summary>The full name of the exception's type.</summary>
    public string TypeName { get; }

    /// <summary>The message; what the exception's own property threw, when it did. At most 64 Ki characters are kept.</summary>
    public string Message { get; }

    /// <summary>
    /// Where it was thrown, frames of other processes included; <see langword="null"/> when it was never thrown. At most 64 Ki characters
    /// are kept.
    /// </summary>
    public string? StackTrace { get; }

    /// <summary>The exception's number.</summary>
    public int HResult { get; }

    /// <summary>
    /// What caused it: none, the inner exception, or all of an <see cref="AggregateException"/>. Chains are cut after 32 levels, lists
    /// after 256 exceptions in all.
    /// </summary>
    public IReadOnlyList<ExceptionData> InnerExceptions { get; }

    /// <summary>The entries of <see cref="Exception.Data"/>, as texts.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Data { get; }

    /// <summary>Whether the exception itself travels along.</summary>
    public bool HasOriginal => _encoded is not null;

    /// <summary>Notes everything about an exception. Never throws, whatever the exception does.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="codec">What to encode the exception itself with; by default <see cref="ValueCodec.Shared"/>.</param>
    /// <returns>The data.</returns>
    public static ExceptionData Capture(Exception exception, ValueCodec? codec = null)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return new ExceptionCapture(codec ?? ValueCodec.Shared).Capture(exception);
    }

    /// <summary>
    /// Makes the original exception again, where this process has its type. Its stack trace begins with the frames of the process that
    /// threw it.
    /// </summary>
    /// <param name="codec">What to decode it with.</param>
    /// <param name="exception">The exception.</param>
    /// <returns>Whether it could be made. Never throws for what the data holds.</returns>
    public bool TryRebuild(ValueCodec codec, [NotNullWhen(true)] out Exception? exception)
    {
        ArgumentNullException.ThrowIfNull(codec);
        exception = null;
        if (_encoded is null)
        {
            return false;
        }

        try
        {
            exception = codec.Decode<Exception?>(_encoded);
        }
        catch (MalformedDataException)
        {
            return false;
        }

        return exception is not null;
    }

    /// <summary>The whole story as text, as <see cref="Exception.ToString"/> would tell it.</summary>
    /// <returns>Type, message, causes and stack traces.</returns>
    public override string ToString()
    {
        string text = $"{TypeName}: {Message}";
        foreach (ExceptionData inner in InnerExceptions)
        {
            text += $"{Environment.NewLine} ---> {inner}{Environment.NewLine}   --- End of inner exception stack trace ---";
        }

        return StackTrace is null ? text : text + Environment.NewLine + StackTrace;
    }
}
