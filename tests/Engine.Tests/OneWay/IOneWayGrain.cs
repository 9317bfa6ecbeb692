namespace Engine.Tests.OneWay;

public interface IOneWayGrain : IGrainWithStringKey
{
    /// <summary>Waits for "open", then signals "done".</summary>
    [OneWay]
    Task WorkLater();

    [OneWay]
    ValueTask WorkLaterAsValueTask();

    [OneWay]
    Task Fail();

    [OneWay]
    Task Count();

    Task<int> GetCount();

    /// <summary>Posts to another grain and returns at once.</summary>
    Task Post(IOneWayGrain target);
}
