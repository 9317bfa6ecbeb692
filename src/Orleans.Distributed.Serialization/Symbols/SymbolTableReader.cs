namespace Orleans.Distributed.Serialization.Symbols;

/// <summary>Reads the symbol table of a message. Symbols are looked up here and resolved when they are used first.</summary>
internal static class SymbolTableReader
{
    public static void Read(ReadOnlySpan<byte> table, SymbolCache cache, DecodeContext context)
    {
        var reader = new DefinitionReader(table);
        uint count = reader.ReadVarUInt();
        for (uint i = 0; i < count; i++)
        {
            context.MessageSymbols.Add(ReadSymbol(ref reader, cache, context.Symbols));
        }

        while (!reader.IsAtEnd)
        {
            ReadSymbol(ref reader, cache, context.Symbols);
        }
    }

    private static DecodedSymbol ReadSymbol(ref DefinitionReader reader, SymbolCache cache, SymbolReceiver? receiver)
    {
        uint head = reader.ReadVarUInt();
        uint number = head >> 2;
        var form = (SymbolForm)(head & 3);
        if (form == SymbolForm.Local)
        {
            return cache.Find(reader.ReadBlob());
        }

        if (receiver is null)
        {
            throw new MalformedDataException(
                "The message uses the symbols of a session, and there is none at this side. Decode it with the SymbolReceiver of the link.");
        }

        return form switch
        {
            SymbolForm.Definition => receiver.Learn(number, reader.ReadBlob(), cache),
            SymbolForm.Number => receiver.Find(number),
            _ => throw new MalformedDataException("A symbol has an unknown form."),
        };
    }
}
