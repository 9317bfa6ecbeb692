namespace Orleans.Distributed.Serialization.Symbols;

/// <summary>The first byte of a symbol's definition.</summary>
internal enum SymbolKind : byte
{
    Type = 1,
    Function = 2,
    TypeName = 3,
}
