using System.Buffers;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

/// <summary>Tells a test which link was accepted, and passes everything on.</summary>
internal sealed class AnnouncingHandler(ILinkHandler inner, TaskCompletionSource<Link> opened) : ILinkHandler
{
    public void OnOpened(Link link)
    {
        inner.OnOpened(link);
        opened.TrySetResult(link);
    }

    public void OnFrame(Link link, ReceivedFrame frame) => inner.OnFrame(link, frame);

    public void OnControl(Link link, ReadOnlySpan<byte> payload) => inner.OnControl(link, payload);

    public void OnUnsent(Link link, ulong orderingKey, ReadOnlySequence<byte> payload) => inner.OnUnsent(link, orderingKey, payload);

    public void OnClosed(Link link, LinkClosed closed) => inner.OnClosed(link, closed);
}
