using System.Buffers;
using System.Collections.Concurrent;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

/// <summary>Notes the order of frames and control frames, once the gate is open.</summary>
internal sealed class ControlFirstHandler(Gate gate, BlockingCollection<ulong> arrived) : ILinkHandler
{
    public const ulong Control = ulong.MaxValue;

    public void OnOpened(Link link)
    {
        // Nothing to note.
    }

    public void OnFrame(Link link, ReceivedFrame frame)
    {
        gate.Pass();
        arrived.Add(frame.OrderingKey);
    }

    public void OnControl(Link link, ReadOnlySpan<byte> payload) => arrived.Add(Control);

    public void OnUnsent(Link link, ulong orderingKey, ReadOnlySequence<byte> payload)
    {
        // Nothing to note.
    }

    public void OnClosed(Link link, LinkClosed closed)
    {
        // Nothing to note.
    }
}
