namespace Engine.Tests.Reentrancy;

public class ReentrancyGrain : Grain, IReentrancyGrain
{
    private int _readers;

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public async Task Block()
    {
        Probe.Record("block starts");
        Probe.Signal("entered");
        await Probe.Signalled("open");
        Probe.Record("block ends");
    }

    public async Task MeetFirst()
    {
        Probe.Signal("first is here");
        await Probe.Signalled("second is here");
    }

    public async Task MeetSecond()
    {
        Probe.Signal("second is here");
        await Probe.Signalled("first is here");
    }

    public Task Record(string entry)
    {
        Probe.Record(entry);
        return Task.CompletedTask;
    }

    public Task Interleave(string entry) => Record(entry);

    public async Task MeetReaders(int total)
    {
        if (++_readers == total) Probe.Signal("all readers");
        await Probe.Signalled("all readers");
    }

    public Task Read(string entry) => Record(entry);
}
