namespace Engine.Tests.Timeouts;

public sealed class TimeoutGrain : Grain, ITimeoutGrain
{
    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public Task<int> WorkWithShortLimit() => Work();

    public Task<int> WorkWithLongLimit() => Work();

    public async Task<int> Work()
    {
        Probe.Signal("entered");
        await Probe.Signalled("open");
        Probe.Signal("done");
        return 42;
    }

    public async Task<string> WorkOf(ITimeoutGrain target)
    {
        try
        {
            await target.Work();
            return "answered";
        }
        catch (TimeoutException)
        {
            return "timed out";
        }
    }

    public Task<int> Answer() => Task.FromResult(42);
}
