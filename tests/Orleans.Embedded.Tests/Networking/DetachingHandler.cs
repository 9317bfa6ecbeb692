using System.Buffers;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

/// <summary>Takes the first payload over.</summary>
internal sealed class DetachingHandler(TaskCompletionSource<(ReceivedPayload Payload, bool IsBulk)> detached) : ILinkHandler
{
    private ReceivedPayload? _first;
    private bool _wasBulk;

    public void OnOpened(Link link)
    {
        // Nothing to do.
    }

    // Announces the first payload when the second has arrived, and so has used the read buffer again.
    public void OnFrame(Link link, ReceivedFrame frame)
    {
        if (_first is null)
        {
            _wasBulk = frame.IsBulk;
            _first = frame.Detach();
        }
        else
        {
            detached.SetResult((_first, _wasBulk));
        }
    }

    public void OnControl(Link link, ReadOnlySpan<byte> payload)
    {
        // Nothing to do.
    }

    public void OnUnsent(Link link, ulong orderingKey, ReadOnlySequence<byte> payload)
    {
        // Nothing to do.
    }

    public void OnClosed(Link link, LinkClosed closed)
    {
        // Nothing to do.
    }
}
