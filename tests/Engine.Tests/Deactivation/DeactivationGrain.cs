namespace Engine.Tests.Deactivation;

public sealed class DeactivationGrain : Grain, IDeactivationGrain
{
    private readonly Guid _activation = Guid.NewGuid();
    private bool _lingers;
    private bool _fails;
    private int _calls;

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Probe.Record("activated");
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Probe.Record($"deactivating: {reason.ReasonCode}");
        Probe.Signal("deactivating");
        if (_lingers) await Probe.Signalled("leave");
        Probe.Record("deactivated");
        Probe.Signal(reason.Description);
        if (_fails) throw new InvalidOperationException("cannot leave well");
    }

    public Task<Guid> GetActivation() => Task.FromResult(_activation);

    public Task<Guid> Deactivate()
    {
        DeactivateOnIdle();
        return Task.FromResult(_activation);
    }

    public async Task DeactivateAndFinish()
    {
        DeactivateOnIdle();
        Probe.Signal("asked");
        await Probe.Signalled("finish");
        Probe.Record("finished");
    }

    public Task LingerOnDeactivation()
    {
        _lingers = true;
        return Task.CompletedTask;
    }

    public Task FailOnDeactivation()
    {
        _fails = true;
        return Task.CompletedTask;
    }

    public Task DeactivateBecause(string description)
    {
        GrainContext.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationRequested, description));
        return Task.CompletedTask;
    }

    public Task CountAndDeactivateOften()
    {
        Probe.Of(this.GetPrimaryKeyString() + "/count").Record("call");
        if (++_calls % 10 == 0) DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
