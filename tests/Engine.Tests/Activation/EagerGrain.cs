namespace Engine.Tests.Activation;

/// <summary>Calls another grain before it is active itself.</summary>
public sealed class EagerGrain : Grain, IEagerGrain
{
    private int _answer;

    public override async Task OnActivateAsync(CancellationToken cancellationToken) =>
        _answer = await GrainFactory.GetGrain<IActivationGrain>(this.GetPrimaryKeyString()).Increment();

    public Task<int> GetAnswer() => Task.FromResult(_answer);
}
