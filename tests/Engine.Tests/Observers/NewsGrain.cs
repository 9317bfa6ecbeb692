using Orleans.Placement;

namespace Engine.Tests.Observers;

[RandomPlacement]
public sealed class NewsGrain : Grain, INewsGrain
{
    private readonly HashSet<INewsObserver> _observers = [];

    public Task Subscribe(INewsObserver observer)
    {
        _observers.Add(observer);
        return Task.CompletedTask;
    }

    public Task Unsubscribe(INewsObserver observer)
    {
        _observers.Remove(observer);
        return Task.CompletedTask;
    }

    public Task<int> GetSubscriberCount() => Task.FromResult(_observers.Count);

    public Task Publish(string news)
    {
        foreach (var observer in _observers) observer.Receive(news);
        return Task.CompletedTask;
    }

    public Task PublishOneWay(string news) => Task.WhenAll(_observers.Select(observer => observer.ReceiveOneWay(news)));

    public Task PublishAcknowledged(string news) => Task.WhenAll(_observers.Select(observer => observer.ReceiveAcknowledged(news)));

    public Task<string[]> AskAll(string question) => Task.WhenAll(_observers.Select(observer => observer.Ask(question)));

    public Task FailAll(string message) => Task.WhenAll(_observers.Select(observer => observer.Fail(message)));

    public Task SubscribeAt(INewsGrain other, INewsObserver observer) => other.Subscribe(observer);
}
