namespace Engine.Tests.OneWay;

public sealed class OneWayGrain : Grain, IOneWayGrain
{
    private int _count;

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public async Task WorkLater()
    {
        await Probe.Signalled("open");
        Probe.Signal("done");
    }

    public async ValueTask WorkLaterAsValueTask() => await WorkLater();

    public Task Fail()
    {
        Probe.Signal("failing");
        throw new InvalidOperationException("nobody sees this");
    }

    public Task Count()
    {
        Probe.Record($"counted {++_count}");
        return Task.CompletedTask;
    }

    public Task<int> GetCount() => Task.FromResult(_count);

    public Task Post(IOneWayGrain target) => target.WorkLater();
}
