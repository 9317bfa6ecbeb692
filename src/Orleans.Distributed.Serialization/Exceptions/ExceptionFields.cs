using System.Runtime.CompilerServices;

namespace Orleans.Distributed.Serialization.Exceptions;

/// <summary>The state of exceptions that no public member reaches without running code of derived classes.</summary>
internal static class ExceptionFields
{
    private static readonly int DefaultCode = Code(new InvalidOperationException());

    public static string? Message(Exception exception) => MessageField(exception);

    /// <summary>Does what the constructor of <see cref="Exception"/> does, for an object that was made without one.</summary>
    public static void Initialize(Exception exception, string? message, Exception? inner, int hResult)
    {
        MessageField(exception) = message;
        InnerField(exception) = inner;
        Code(exception) = DefaultCode;
        exception.HResult = hResult;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
    private static extern ref string? MessageField(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerException")]
    private static extern ref Exception? InnerField(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_xcode")]
    private static extern ref int Code(Exception exception);
}
