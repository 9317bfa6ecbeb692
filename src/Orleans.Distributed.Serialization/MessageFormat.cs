namespace Orleans.Distributed.Serialization;

/// <summary>The first byte of a message.</summary>
/// <remarks>
/// A message is this byte, the values, and, when the values name symbols, the table of these symbols
/// followed by its length in four bytes. The table comes last because it is known last, and as a whole, because
/// a reader may skip a member that its version of a type does not have, together with the symbols that first appear there.
/// </remarks>
internal static class MessageFormat
{
    /// <summary>No symbols.</summary>
    public const byte Plain = 0x10;

    /// <summary>A symbol table follows the values.</summary>
    public const byte WithSymbols = 0x11;

    /// <summary>Size of the table's length.</summary>
    public const int TrailerSize = 4;
}
