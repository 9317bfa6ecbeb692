using System.Collections.Concurrent;

namespace Orleans.Distributed.Tests.Channels;

/// <summary>Something that can be sent, and read until it is broken. Travels as its name, and is broken in all processes of the program.</summary>
internal sealed class Fragile
{
    private static readonly ConcurrentDictionary<string, bool> Broken = new();
    private readonly string _name = Guid.NewGuid().ToString();

    /// <summary>As a value: its set is built anew where it is read, which asks for the hash code.</summary>
    public static HashSet<Fragile> New(out Fragile thing) => [thing = new Fragile()];

    public void Break() => Broken[_name] = true;

    public override bool Equals(object? obj) => obj is Fragile other && other._name == _name;

    public override int GetHashCode() => Broken.ContainsKey(_name) ? throw new ArithmeticException("broken") : 1;
}
