using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Orleans.Distributed.Serialization.Codecs;
using Orleans.Distributed.Serialization.Refusals;

namespace Orleans.Distributed.Serialization.Exceptions;

/// <summary>
/// Exceptions. The part that every exception has is sent as what it means (the stack trace as text) and rebuilt through the public ways of
/// <see cref="Exception"/>; the fields that derived classes add are sent as those of any object.
/// </summary>
internal sealed class ExceptionCodec<T>(ValueCodec owner, Func<FieldLayout<T>> createLayout, ulong fingerprint) : ObjectCodec(typeof(T))
    where T : Exception
{
    private FieldLayout<T>? _layout;

    public override ulong Fingerprint => fingerprint;

    private FieldLayout<T> Layout => _layout ??= createLayout();

    public override void WriteBody(ref ValueWriter writer, object value)
    {
        T exception = (T)value;
        writer.WriteString(ExceptionFields.Message(exception));
        writer.WriteString(exception.StackTrace);
        writer.WriteString(exception.Source);
        writer.WriteString(exception.HelpLink);
        writer.WriteInt32(exception.HResult);
        owner.CodecFor<Exception?>().Write(ref writer, exception.InnerException);
        WriteData(ref writer, exception);
        Layout.Write(ref writer, ref exception);
    }

    public override object Allocate(ref ValueReader reader) => RuntimeHelpers.GetUninitializedObject(typeof(T));

    public override void Fill(ref ValueReader reader, object target)
    {
        T exception = (T)target;
        string? message = reader.ReadString();
        string? stackTrace = reader.ReadString();
        string? source = reader.ReadString();
        string? helpLink = reader.ReadString();
        int hResult = reader.ReadInt32();
        Exception? inner = owner.CodecFor<Exception?>().Read(ref reader);
        ExceptionFields.Initialize(exception, message, inner, hResult);
        exception.Source = source;
        exception.HelpLink = helpLink;
        if (stackTrace is not null)
        {
            ExceptionDispatchInfo.SetRemoteStackTrace(exception, stackTrace);
        }

        ReadData(ref reader, exception);
        Layout.Read(ref reader, ref exception);
    }

    public override IEnumerable<Part> Parts(object value)
        => Fields.Of(typeof(T), typeof(Exception))
            .Select(field => new Part($"{TypeNames.Short(typeof(T))}.{field.Name.TrimStart('_')}", field.GetValue(value)))
            .Append(new Part($"{TypeNames.Short(typeof(T))}.InnerException", ((Exception)value).InnerException));

    private static bool IsPlain(object? value)
        => value is null or string
            || value.GetType().IsPrimitive
            || value is decimal or Guid or DateTime or DateTimeOffset or TimeSpan or Enum;

    /// <summary>Writes the entries that are plain values. Others may be anything, and must not keep an error from being told.</summary>
    private void WriteData(ref ValueWriter writer, Exception exception)
    {
        DictionaryEntry[] entries = [.. exception.Data.Cast<DictionaryEntry>().Where(entry => IsPlain(entry.Key) && IsPlain(entry.Value))];
        writer.WriteVarUInt32((uint)entries.Length);
        Codec<object?> codec = owner.CodecFor<object?>();
        foreach (DictionaryEntry entry in entries)
        {
            codec.Write(ref writer, entry.Key);
            codec.Write(ref writer, entry.Value);
        }
    }

    private void ReadData(ref ValueReader reader, Exception exception)
    {
        Codec<object?> codec = owner.CodecFor<object?>();
        for (int count = reader.ReadCount(2); count > 0; count--)
        {
            object key = codec.Read(ref reader) ?? throw new MalformedDataException("An entry of an exception's data has no key.");
            exception.Data[key] = codec.Read(ref reader);
        }
    }
}
