using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Peers;

/// <summary>
/// The messages to a process as a place where functions run which are taken in the order in which they were sent. The members are those of
/// <see cref="Grains.IWorkerGrain"/>.
/// </summary>
internal interface IWorkerMessages
{
    /// <inheritdoc cref="Grains.IWorkerGrain.Call"/>
    Task<Payload> Call(Payload call);

    /// <inheritdoc cref="Grains.IWorkerGrain.StartAndWait"/>
    Task<Payload> StartAndWait(Payload call);

    /// <inheritdoc cref="Grains.IWorkerGrain.Start"/>
    Task Start(Payload call);

    /// <inheritdoc cref="Grains.IWorkerGrain.Do"/>
    Task Do(Payload call);

    /// <inheritdoc cref="Grains.IWorkerGrain.StartAndTell"/>
    Task<Payload> StartAndTell(Payload call);

    /// <inheritdoc cref="Grains.IWorkerGrain.DoAndTell"/>
    Task<Payload> DoAndTell(Payload call);

    /// <inheritdoc cref="Grains.IWorkerGrain.KeepFunction"/>
    Task KeepFunction(Payload function);

    /// <inheritdoc cref="Grains.IWorkerGrain.Cancel"/>
    Task Cancel(int caller, long callId);

    /// <inheritdoc cref="Grains.IWorkerGrain.Interrupt"/>
    Task<Payload> Interrupt(Payload request);

    /// <inheritdoc cref="Grains.IWorkerGrain.UpdateReferences"/>
    Task UpdateReferences(int sender, byte[] batch);

    /// <inheritdoc cref="Grains.IWorkerGrain.RelayReferences"/>
    Task RelayReferences(int owner, int sender, byte[] batch);
}
