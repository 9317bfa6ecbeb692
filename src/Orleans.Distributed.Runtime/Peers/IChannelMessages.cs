using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Peers;

/// <summary>
/// The messages to a channel that another process owns, in one order with those to its owner. The members are those of
/// <see cref="Grains.IChannelGrain"/>.
/// </summary>
internal interface IChannelMessages
{
    /// <inheritdoc cref="Grains.IChannelGrain.Operate"/>
    Task<Payload> Operate(Payload request);

    /// <inheritdoc cref="Grains.IChannelGrain.Withdraw"/>
    Task Withdraw(int caller, long operationId);
}
