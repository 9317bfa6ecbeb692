using Orleans.Distributed.Serialization.Payloads;
using Orleans.Serialization.Cloning;

namespace Orleans.Distributed.Grains;

/// <summary>Payloads are not changed once they are handed over, so they need no copies.</summary>
[RegisterCopier]
internal sealed class PayloadCopier : ShallowCopier<Payload>;
