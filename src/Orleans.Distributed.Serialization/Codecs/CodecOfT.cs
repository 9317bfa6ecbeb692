namespace Orleans.Distributed.Serialization.Codecs;

/// <inheritdoc/>
/// <typeparam name="T">The declared type of the place.</typeparam>
internal abstract class Codec<T>() : Codec(typeof(T))
{
    public abstract void Write(ref ValueWriter writer, T value);

    public abstract T Read(ref ValueReader reader);

    public sealed override void WriteObject(ref ValueWriter writer, object? value)
    {
        if (value is T or null && (value is not null || default(T) is null))
        {
            Write(ref writer, (T)value!);
            return;
        }

        throw new ArgumentException(
            $"The value is {(value is null ? "null" : TypeNames.Short(value.GetType()))}, and must be of type {TypeNames.Short(Type)}.",
            nameof(value));
    }

    public sealed override object? ReadObject(ref ValueReader reader) => Read(ref reader);
}
