using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Graph;

/// <summary>
/// An allocated object whose body comes later in the message. Without a codec: a body to skip,
/// because it belongs to a member that this version of its type does not have.
/// </summary>
internal readonly record struct DeferredRead(ObjectCodec? Codec, object? Value, int Id);
