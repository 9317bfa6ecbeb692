namespace Orleans.Distributed.Serialization;

/// <summary>
/// Sends something else in place of an object, and makes an object of it at the other side.
/// Registered with <see cref="ValueCodecOptions.AddSurrogate"/>. Called by many threads at once.
/// </summary>
public interface IValueSurrogate
{
    /// <summary>Gives the value that travels in place of an object.</summary>
    /// <param name="value">The object that was met while encoding; never <see langword="null"/>.</param>
    /// <param name="context">The state of the message; <see cref="EncodeContext.State"/> tells whom it is for.</param>
    /// <returns>
    /// A value that can be sent. It must not refer back to <paramref name="value"/>.
    /// Throw <see cref="UnsendableValueException"/> when the object cannot be sent to this receiver.
    /// </returns>
    object? Replace(object value, EncodeContext context);

    /// <summary>Makes the object from what travelled.</summary>
    /// <param name="replacement">What <see cref="Replace"/> returned, complete.</param>
    /// <param name="type">The registered type, with the type arguments of the object that was sent.</param>
    /// <param name="context">The state of the message.</param>
    /// <returns>
    /// The object; may be one that exists already. When it does not fit the place it was sent for, decoding fails with
    /// <see cref="MalformedDataException"/>, as it does when this method throws.
    /// </returns>
    object Restore(object? replacement, Type type, DecodeContext context);
}
