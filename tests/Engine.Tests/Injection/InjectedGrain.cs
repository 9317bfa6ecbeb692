namespace Engine.Tests.Injection;

public sealed class InjectedGrain(
    IGreeter greeter, ScopedCounter counter, IGrainFactory factory, IGrainContext context) : Grain, IInjectedGrain
{
    public Task<string> AskService() => Task.FromResult(greeter.Greet(this.GetPrimaryKeyString()));

    public Task<bool> ScopedServiceIsOfThisActivation() =>
        Task.FromResult(counter.Increment() == 1 && ReferenceEquals(counter, ServiceProvider.GetRequiredService<ScopedCounter>()));

    public Task<string> AskThroughInjectedFactory(string key) => factory.GetGrain<IInjectedGrain>(key).AskService();

    public Task<string> AskThroughOwnFactory(string key) => GrainFactory.GetGrain<IInjectedGrain>(key).AskService();

    public Task<string> AskServiceOfItsProvider() =>
        Task.FromResult(ServiceProvider.GetRequiredService<IGreeter>().Greet("provider"));

    public Task<bool> InjectedContextIsItsOwn() =>
        Task.FromResult(ReferenceEquals(context, GrainContext) && context.GrainId == this.GetGrainId());
}
