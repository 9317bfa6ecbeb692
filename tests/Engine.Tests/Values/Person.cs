namespace Engine.Tests.Values;

[GenerateSerializer]
public sealed record Person(string Name, int Age, Person? Friend = null);
