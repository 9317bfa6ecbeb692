namespace Engine.Tests.Methods;

/// <summary>Is known to the cluster by names of its own, which survive a renaming in the code.</summary>
[Alias("aliased-grain-interface")]
public interface IAliasedGrain : IGrainWithStringKey
{
    [Alias("say")]
    Task<AliasedText> Say(AliasedText text);
}
