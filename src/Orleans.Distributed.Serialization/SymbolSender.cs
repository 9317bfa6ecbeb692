using System.Collections.Concurrent;
using Orleans.Distributed.Serialization.Symbols;

namespace Orleans.Distributed.Serialization;

/// <summary>
/// The sending side of a symbol session: types and functions get numbers that hold for one link to one receiver.
/// A message carries the full name of each until the receiver is known to have it, then the number alone.
/// So messages may be lost, doubled and reordered freely. Safe for use by many threads at once.
/// </summary>
public sealed class SymbolSender
{
    private readonly ConcurrentDictionary<Symbol, uint> _numbers = new(ReferenceEqualityComparer.Instance);
    private readonly Lock _adding = new();
    private volatile Symbol[] _symbols = new Symbol[16];
    private volatile uint _count;
    private volatile uint _acknowledged;

    /// <summary>The highest number that the receiver is known to have, with all below it. 0 in the beginning.</summary>
    public int Acknowledged => (int)_acknowledged;

    /// <summary>How many symbols have a number.</summary>
    public int Count => (int)_count;

    /// <summary>Notes what the receiver has.</summary>
    /// <param name="knownThrough">The receiver's <see cref="SymbolReceiver.KnownThrough"/>. Older and unknown numbers are ignored.</param>
    public void Acknowledge(int knownThrough)
    {
        if (knownThrough <= 0 || (uint)knownThrough > _count)
        {
            return;
        }

        uint current = _acknowledged;
        while ((uint)knownThrough > current)
        {
            uint seen = Interlocked.CompareExchange(ref _acknowledged, (uint)knownThrough, current);
            if (seen == current)
            {
                return;
            }

            current = seen;
        }
    }

    internal uint NumberOf(Symbol symbol, out SymbolForm form)
    {
        if (!_numbers.TryGetValue(symbol, out uint number))
        {
            number = Add(symbol);
        }

        // A receiver keeps a bounded number of symbols, and of those that arrived out of order.
        bool numbered = number <= SymbolReceiver.LargestNumber && number - _acknowledged <= SymbolReceiver.LargestGap;
        form = number == 0
            ? SymbolForm.Local
            : number <= _acknowledged
            ? SymbolForm.Number
            : numbered
            ? SymbolForm.Definition
            : SymbolForm.Local;
        return form == SymbolForm.Local ? 0 : number;
    }

    /// <summary>The symbol with the lowest number that the receiver is not known to have.</summary>
    internal (Symbol Symbol, uint Number)? OldestUnknown()
    {
        uint number = _acknowledged + 1;
        return number <= _count ? (_symbols[number - 1], number) : null;
    }

    private uint Add(Symbol symbol)
    {
        lock (_adding)
        {
            if (_numbers.TryGetValue(symbol, out uint number))
            {
                return number;
            }

            if (_count == SymbolReceiver.LargestNumber)
            {
                return 0;
            }

            Symbol[] symbols = _symbols;
            if (_count == symbols.Length)
            {
                Array.Resize(ref symbols, symbols.Length * 2);
                _symbols = symbols;
            }

            symbols[_count] = symbol;
            number = ++_count;
            _numbers[symbol] = number;
            return number;
        }
    }
}
