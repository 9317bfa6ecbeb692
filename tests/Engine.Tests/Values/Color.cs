namespace Engine.Tests.Values;

/// <summary>Marked, because Orleans refuses types that it was not told of as arguments of generic types.</summary>
[GenerateSerializer]
public enum Color : byte
{
    Red = 1,
    Green = 2,
    Blue = 255,
}
