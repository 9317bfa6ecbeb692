using System.Collections.Concurrent;

namespace Orleans.Distributed.Serialization.Symbols;

/// <summary>The symbols that a codec has decoded, by definition, so that a type is looked up once.</summary>
internal sealed class SymbolCache
{
    // A hostile sender can make up definitions without end; beyond this number they are not kept.
    private const int LargestCount = 16_384;
    private readonly ConcurrentDictionary<byte[], DecodedSymbol> _symbols = new(new DefinitionComparer());
    private int _count;

    public DecodedSymbol Find(ReadOnlySpan<byte> definition)
    {
        ConcurrentDictionary<byte[], DecodedSymbol>.AlternateLookup<ReadOnlySpan<byte>> lookup = _symbols.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(definition, out DecodedSymbol? symbol))
        {
            return symbol;
        }

        var added = new DecodedSymbol(definition.ToArray());
        if (Volatile.Read(ref _count) >= LargestCount)
        {
            return added;
        }

        symbol = _symbols.GetOrAdd(added.Definition, added);
        if (ReferenceEquals(symbol, added))
        {
            Interlocked.Increment(ref _count);
        }

        return symbol;
    }
}
