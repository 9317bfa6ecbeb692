using Orleans.Distributed.Serialization.Codecs;

namespace Orleans.Distributed.Serialization.Graph;

/// <summary>An object whose head is written and whose body waits, so that long chains need no stack.</summary>
internal readonly record struct DeferredWrite(ObjectCodec Codec, object Value);
