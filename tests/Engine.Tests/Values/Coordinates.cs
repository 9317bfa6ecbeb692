namespace Engine.Tests.Values;

[GenerateSerializer]
public readonly record struct Coordinates([property: Id(0)] double X, [property: Id(1)] double Y);
