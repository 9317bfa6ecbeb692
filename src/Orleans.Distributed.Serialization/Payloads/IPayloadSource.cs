namespace Orleans.Distributed.Serialization.Payloads;

/// <summary>An input whose memory a payload can keep.</summary>
internal interface IPayloadSource
{
    /// <summary>Makes a payload of a stretch of the input, in the same memory.</summary>
    /// <param name="fromEnd">How far before the end of the input it begins, in bytes.</param>
    /// <param name="length">How long it is.</param>
    Payload Share(long fromEnd, long length);
}
