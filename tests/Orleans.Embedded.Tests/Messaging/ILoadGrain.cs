using Orleans.Concurrency;

namespace Orleans.Embedded.Tests.Messaging;

/// <summary>Takes calls of any size. It has no class: a test receives the messages itself.</summary>
public interface ILoadGrain : IGrainWithStringKey
{
    Task Take(int number, [Immutable] byte[] load);

    Task TakeChangeable(int number, byte[] load);

    Task TakeCancellable(int number, [Immutable] byte[] load, CancellationToken cancellationToken);

    [ResponseTimeout("00:00:00.050")]
    Task TakeSoon(int number, [Immutable] byte[] load);

    [OneWay]
    Task Send(int number, [Immutable] byte[] load);
}
