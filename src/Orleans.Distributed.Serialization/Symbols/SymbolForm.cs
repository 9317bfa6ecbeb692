namespace Orleans.Distributed.Serialization.Symbols;

/// <summary>How a message tells a symbol.</summary>
internal enum SymbolForm : byte
{
    /// <summary>By its definition, for this message only.</summary>
    Local = 0,

    /// <summary>By its definition, together with the number it has on the link.</summary>
    Definition = 1,

    /// <summary>By the number it has on the link.</summary>
    Number = 2,
}
