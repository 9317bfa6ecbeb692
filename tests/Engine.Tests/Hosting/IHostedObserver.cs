namespace Engine.Tests.Hosting;

public interface IHostedObserver : IGrainObserver
{
    [ResponseTimeout("00:00:02")]
    Task<string> Answer(string question);
}
