using Orleans.Distributed.Serialization.Graph;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Distributed.Serialization.Symbols;

namespace Orleans.Distributed.Serialization;

/// <summary>
/// The state of one message while it is decoded. Used by one thread at a time; after <see cref="Reset"/> it serves the next message.
/// Not needed unless there is a <see cref="State"/> or a symbol session: without one, the codec uses a context of its own.
/// </summary>
public sealed class DecodeContext
{
    /// <summary>Anything that surrogates need, such as the process that decodes.</summary>
    public object? State { get; set; }

    /// <summary>The receiving side of a symbol session; must be given when the sender used one.</summary>
    public SymbolReceiver? Symbols { get; set; }

    /// <summary>What the input is part of, when a payload can keep its memory.</summary>
    internal IPayloadSource? Source { get; set; }

    internal DecodedObjects Objects { get; } = new();

    internal List<DecodedSymbol> MessageSymbols { get; } = [];

    internal List<DeferredRead> Deferred { get; } = [];

    internal List<Action> Completions { get; } = [];

    internal bool InUse { get; set; }

    /// <summary>Forgets the message, the state and the session, so that the context can serve another message.</summary>
    public void Reset()
    {
        State = null;
        Symbols = null;
        Source = null;
        ResetMessage();
    }

    internal void ResetMessage()
    {
        Objects.Clear();
        MessageSymbols.Clear();
        Deferred.Clear();
        Completions.Clear();
        InUse = false;
    }
}
