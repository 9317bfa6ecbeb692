using System.Collections.Concurrent;

namespace Orleans.Distributed.Serialization.Symbols;

/// <summary>The symbols that a codec has decoded, by definition, so that a type is looked up once.</summary>
internal sealed class SymbolCache
{
    // A hostile sender can make up definitions without end. At this number all are forgotten, and those in use are soon known
    // again. To hold more would cost more than a megabyte at once when the table grows.
    private const int LargestCount = 8_192;
    private ConcurrentDictionary<byte[], DecodedSymbol> _symbols = New();
    private int _count;

    public DecodedSymbol Find(ReadOnlySpan<byte> definition)
    {
        ConcurrentDictionary<byte[], DecodedSymbol> symbols = Volatile.Read(ref _symbols);
        ConcurrentDictionary<byte[], DecodedSymbol>.AlternateLookup<ReadOnlySpan<byte>> lookup = symbols.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(definition, out DecodedSymbol? symbol))
        {
            return symbol;
        }

        var added = new DecodedSymbol(definition.ToArray());
        symbol = symbols.GetOrAdd(added.Definition, added);
        if (ReferenceEquals(symbol, added) && Interlocked.Increment(ref _count) == LargestCount)
        {
            Volatile.Write(ref _symbols, New());
            Volatile.Write(ref _count, 0);
        }

        return symbol;
    }

    private static ConcurrentDictionary<byte[], DecodedSymbol> New() => new(new DefinitionComparer());
}
