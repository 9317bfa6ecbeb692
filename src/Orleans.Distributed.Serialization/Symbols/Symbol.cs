namespace Orleans.Distributed.Serialization.Symbols;

/// <summary>A type or a function as the sending side names it.</summary>
internal class Symbol(byte[] definition)
{
    /// <summary>The complete name, understood without anything else.</summary>
    public byte[] Definition { get; } = definition;
}
