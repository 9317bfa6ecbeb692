namespace Engine.Tests.Exceptions;

/// <summary>Fails to activate until its probe says "healed".</summary>
public sealed class BrokenActivationGrain : Grain, IBrokenActivationGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var probe = Probe.Of(this.GetPrimaryKeyString());
        probe.Record("activating");
        if (!probe.IsSignalled("healed")) throw new CodedException("cannot activate", 12);
        return Task.CompletedTask;
    }

    public Task<int> Answer() => Task.FromResult(42);
}
