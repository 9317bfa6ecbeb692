using Orleans.Distributed.Serialization.Buffers;
using Orleans.Distributed.Serialization.Graph;
using Orleans.Distributed.Serialization.Symbols;

namespace Orleans.Distributed.Serialization;

/// <summary>
/// The state of one message while it is encoded. Used by one thread at a time; after <see cref="Reset"/> it serves the next message.
/// Not needed unless there is a <see cref="State"/> or a symbol session: without one, the codec uses a context of its own.
/// </summary>
public sealed class EncodeContext
{
    /// <summary>Anything that surrogates need, such as the receiver of the message.</summary>
    public object? State { get; set; }

    /// <summary>
    /// The sending side of a symbol session; <see langword="null"/> (the default) when every message explains its own symbols.
    /// </summary>
    public SymbolSender? Symbols { get; set; }

    internal ReferenceTable References { get; } = new();

    internal MessageSymbols MessageSymbols { get; } = new();

    internal SegmentList Segments { get; } = new();

    internal List<DeferredWrite> Deferred { get; } = [];

    internal bool InUse { get; set; }

    /// <summary>Forgets the message, the state and the session, so that the context can serve another message.</summary>
    public void Reset()
    {
        State = null;
        Symbols = null;
        ResetMessage();
    }

    internal void ResetMessage()
    {
        References.Clear();
        MessageSymbols.Clear();
        Segments.Clear();
        Deferred.Clear();
        InUse = false;
    }
}
