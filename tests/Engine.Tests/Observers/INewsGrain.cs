namespace Engine.Tests.Observers;

public interface INewsGrain : IGrainWithStringKey
{
    Task Subscribe(INewsObserver observer);

    Task Unsubscribe(INewsObserver observer);

    Task<int> GetSubscriberCount();

    Task Publish(string news);

    Task PublishOneWay(string news);

    Task PublishAcknowledged(string news);

    Task<string[]> AskAll(string question);

    Task FailAll(string message);

    /// <summary>Passes an observer on to another grain.</summary>
    Task SubscribeAt(INewsGrain other, INewsObserver observer);
}
