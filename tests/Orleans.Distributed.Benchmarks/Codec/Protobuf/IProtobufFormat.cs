using Google.Protobuf;

namespace Orleans.Distributed.Benchmarks.Codec.Protobuf;

/// <summary>
/// How values of a type are a protobuf message: what the protobuf compiler generates for a description, written by hand, since
/// generated code has classes of its own, into and from which the values would be copied first.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
internal interface IProtobufFormat<T>
{
    /// <summary>The length of a message without its frame, in bytes. A message in another one stands behind its length.</summary>
    static abstract int SizeOf(T value);

    static abstract void Write(CodedOutputStream output, T value);

    /// <summary>Reads what ends at that position.</summary>
    static abstract T Read(CodedInputStream input, long end);
}
