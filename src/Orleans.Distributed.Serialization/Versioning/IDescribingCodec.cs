namespace Orleans.Distributed.Serialization.Versioning;

/// <summary>A codec that can write values with their type, for readers that do not know the place they are meant for.</summary>
internal interface IDescribingCodec<in T>
{
    void WriteDescribed(ref ValueWriter writer, T value);
}
