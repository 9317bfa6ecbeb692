namespace Engine.Tests.Observers;

public interface INewsObserver : IGrainObserver
{
    /// <summary>One way: nobody waits for it.</summary>
    void Receive(string news);

    [OneWay]
    Task ReceiveOneWay(string news);

    Task ReceiveAcknowledged(string news);

    Task<string> Ask(string question);

    Task Fail(string message);
}
