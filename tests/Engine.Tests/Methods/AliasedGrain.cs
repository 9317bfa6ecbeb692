namespace Engine.Tests.Methods;

[GrainType("aliased")]
public sealed class AliasedGrain : Grain, IAliasedGrain
{
    public Task<AliasedText> Say(AliasedText text) => Task.FromResult(new AliasedText($"{text.Value} and {text.Value}"));
}
