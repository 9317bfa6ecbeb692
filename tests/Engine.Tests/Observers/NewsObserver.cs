using System.Threading.Channels;

namespace Engine.Tests.Observers;

public sealed class NewsObserver : INewsObserver
{
    private readonly Channel<string> _news = Channel.CreateUnbounded<string>();

    /// <summary>The next news, or a failure of the test when none comes.</summary>
    public Task<string> NextAsync() => _news.Reader.ReadAsync().AsTask().Within();

    public bool TryNext(out string? news) => _news.Reader.TryRead(out news);

    public void Receive(string news) => _news.Writer.TryWrite(news);

    public Task ReceiveOneWay(string news)
    {
        Receive(news);
        return Task.CompletedTask;
    }

    public Task ReceiveAcknowledged(string news)
    {
        Receive(news);
        return Task.CompletedTask;
    }

    public Task<string> Ask(string question) => Task.FromResult($"you asked: {question}");

    public Task Fail(string message) => throw new InvalidOperationException(message);
}
