namespace Engine.Tests.Timeouts;

public interface ITimeoutGrain : IGrainWithStringKey
{
    /// <summary>Waits for "open", signals "done". Its limit is short.</summary>
    [ResponseTimeout("00:00:00.500")]
    Task<int> WorkWithShortLimit();

    [ResponseTimeout("00:00:20")]
    Task<int> WorkWithLongLimit();

    /// <summary>Has the limit of the caller's options.</summary>
    Task<int> Work();

    /// <summary>Waits for "open", and leaves the turn to others meanwhile.</summary>
    Task<string> WorkOf(ITimeoutGrain target);

    Task<int> Answer();
}
