namespace Engine.Tests.Hosting;

public sealed class HostedObserver : IHostedObserver
{
    public Task<string> Answer(string question) => Task.FromResult($"you asked: {question}");
}
