using Orleans.Distributed.Serialization.Symbols;

namespace Orleans.Distributed.Serialization;

/// <summary>
/// The receiving side of a symbol session. What it exposes as <see cref="KnownThrough"/> has to reach
/// <see cref="SymbolSender.Acknowledge"/> at the other side, by whatever message goes there next.
/// Safe for use by many threads at once.
/// </summary>
public sealed class SymbolReceiver
{
    internal const uint LargestNumber = 1 << 17;
    internal const uint LargestGap = 4096;

    private readonly Lock _learning = new();
    private volatile DecodedSymbol?[] _symbols = new DecodedSymbol?[16];
    private volatile uint _knownThrough;

    /// <summary>The highest number that is known here together with all below it. 0 in the beginning.</summary>
    public int KnownThrough => (int)_knownThrough;

    internal DecodedSymbol Find(uint number)
        => Known(number)
            ?? throw new MalformedDataException($"The message uses symbol {number} of the session, which was never explained here.");

    internal DecodedSymbol Learn(uint number, ReadOnlySpan<byte> definition, SymbolCache cache)
    {
        if (Known(number) is { } known)
        {
            return known.Definition.AsSpan().SequenceEqual(definition)
                ? known
                : throw new MalformedDataException($"The message gives symbol {number} of the session another meaning than it had.");
        }

        lock (_learning)
        {
            if (number == 0 || number > LargestNumber || number > _knownThrough + LargestGap)
            {
                throw new MalformedDataException($"The message numbers a symbol {number}, which is out of range.");
            }

            DecodedSymbol?[] symbols = _symbols;
            if (number > symbols.Length)
            {
                Array.Resize(ref symbols, (int)Math.Max(number, (uint)symbols.Length * 2));
                _symbols = symbols;
            }

            DecodedSymbol symbol = symbols[number - 1] ??= cache.Find(definition);
            uint through = _knownThrough;
            while (through < symbols.Length && symbols[through] is not null)
            {
                through++;
            }

            _knownThrough = through;
            return symbol;
        }
    }

    private DecodedSymbol? Known(uint number)
    {
        DecodedSymbol?[] symbols = _symbols;
        return number - 1 < symbols.Length ? Volatile.Read(ref symbols[number - 1]) : null;
    }
}
