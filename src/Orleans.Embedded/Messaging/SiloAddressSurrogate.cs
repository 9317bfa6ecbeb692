using Orleans.Distributed.Serialization;

namespace Orleans.Runtime.Messaging;

/// <summary>Addresses of silos travel in their text form.</summary>
internal sealed class SiloAddressSurrogate : IValueSurrogate
{
    public object? Replace(object value, EncodeContext context) => ((SiloAddress)value).ToParsableString();

    public object Restore(object? replacement, Type type, DecodeContext context) => SiloAddress.Parse((string)replacement!);
}
