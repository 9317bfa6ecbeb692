namespace Engine.Tests.Methods;

[GenerateSerializer]
[Alias("aliased-text")]
public sealed record AliasedText(string Value);
