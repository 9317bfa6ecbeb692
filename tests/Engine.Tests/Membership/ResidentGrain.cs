using Orleans.Placement;

namespace Engine.Tests.Membership;

/// <summary>Placed at random, so that a test finds one in each silo.</summary>
[RandomPlacement]
public sealed class ResidentGrain(ILocalSiloDetails silo) : Grain, IResidentGrain
{
    private readonly Guid _activation = Guid.NewGuid();
    private IResidentGrain? _heir;
    private int _value;

    private Probe Probe => Probe.Of(this.GetPrimaryKeyString());

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_heir is not null) await _heir.Inherit(_value);
        Probe.Record($"deactivated: {reason.ReasonCode}");
    }

    public Task<SiloAddress> GetSilo() => Task.FromResult(silo.SiloAddress);

    public Task<Guid> GetActivation() => Task.FromResult(_activation);

    public Task<Guid> GetActivationSoon() => GetActivation();

    public Task<int> WorkForAWhile() => Work();

    public async Task<int> Work()
    {
        Probe.Signal("entered");
        await Probe.Signalled("open");
        return 42;
    }

    public Task HandOverTo(IResidentGrain heir, int value)
    {
        _heir = heir;
        _value = value;
        return Task.CompletedTask;
    }

    public Task Inherit(int value)
    {
        _value = value;
        return Task.CompletedTask;
    }

    public Task<int> GetValue() => Task.FromResult(_value);
}
