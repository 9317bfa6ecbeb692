using System.Buffers.Binary;

namespace Orleans.Distributed.Serialization.Symbols;

/// <summary>The symbols that a message uses, numbered in the order of their first use.</summary>
internal sealed class MessageSymbols
{
    private const int LinearCount = 12;
    private readonly List<Symbol> _symbols = [];
    private readonly Dictionary<Symbol, uint> _indexes = [];

    public bool IsEmpty => _symbols.Count == 0;

    public uint IndexOf(Symbol symbol)
    {
        if (_symbols.Count <= LinearCount)
        {
            for (int i = 0; i < _symbols.Count; i++)
            {
                if (ReferenceEquals(_symbols[i], symbol))
                {
                    return (uint)i;
                }
            }
        }
        else if (_indexes.TryGetValue(symbol, out uint index))
        {
            return index;
        }

        _symbols.Add(symbol);
        if (_symbols.Count == LinearCount + 1)
        {
            for (int i = 0; i < LinearCount; i++)
            {
                _indexes[_symbols[i]] = (uint)i;
            }
        }

        if (_symbols.Count > LinearCount)
        {
            _indexes[symbol] = (uint)_symbols.Count - 1;
        }

        return (uint)_symbols.Count - 1;
    }

    /// <summary>
    /// Writes how many symbols follow, then each as (number * 4 + form) and, unless it is known, its definition. Number 0 means that it
    /// has none on this link.
    /// </summary>
    public void WriteTable(ref ValueWriter writer, SymbolSender? sender)
    {
        long start = writer.Written;
        writer.WriteVarUInt32((uint)_symbols.Count);
        bool defined = false;
        foreach (Symbol symbol in _symbols)
        {
            SymbolForm form = SymbolForm.Local;
            uint number = sender is null ? 0 : sender.NumberOf(symbol, out form);
            Write(ref writer, symbol, number, form);
            defined |= form == SymbolForm.Definition;
        }

        // A definition that was lost with its message would hold up the acknowledgement of all later ones: send the oldest one along.
        if (defined && sender!.OldestUnknown() is (Symbol oldest, uint oldestNumber) && !Uses(oldest))
        {
            Write(ref writer, oldest, oldestNumber, SymbolForm.Definition);
        }

        long length = writer.Written - start;
        BinaryPrimitives.WriteUInt32LittleEndian(writer.Hole(MessageFormat.TrailerSize), checked((uint)length));
    }

    public void Clear()
    {
        if (_symbols.Count > LinearCount)
        {
            _indexes.Clear();
        }

        _symbols.Clear();
    }

    private static void Write(ref ValueWriter writer, Symbol symbol, uint number, SymbolForm form)
    {
        writer.WriteVarUInt64(((ulong)number << 2) | (byte)form);
        if (form != SymbolForm.Number)
        {
            writer.WriteVarUInt32((uint)symbol.Definition.Length);
            writer.WriteBytes(symbol.Definition);
        }
    }

    private bool Uses(Symbol symbol) => _symbols.Contains(symbol);
}
