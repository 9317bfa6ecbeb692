using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

/// <summary>Two linked ends in one process, over loopback or a local socket.</summary>
internal sealed class LinkPair : IAsyncDisposable
{
    private readonly LinkListener _listener;

    private LinkPair(LinkListener listener, Link left, Link right)
    {
        _listener = listener;
        Left = left;
        Right = right;
    }

    /// <summary>The end that connected.</summary>
    public Link Left { get; }

    /// <summary>The end that accepted.</summary>
    public Link Right { get; }

    public static async Task<LinkPair> OpenAsync(
        ILinkHandler left, ILinkHandler right, LinkOptions? leftOptions = null, LinkOptions? rightOptions = null, bool isLocal = false)
    {
        leftOptions = (leftOptions ?? TestOptions.Create("left")) with { UsesLocalSockets = isLocal };
        rightOptions = (rightOptions ?? TestOptions.Create("right")) with { UsesLocalSockets = isLocal };
        var accepted = new TaskCompletionSource<Link>(TaskCreationOptions.RunContinuationsAsynchronously);
        var announcing = new AnnouncingHandler(right, accepted);
        var listener = LinkListener.Start(null, rightOptions, _ => LinkAdmission.Accept(announcing), NullLogger.Instance);
        var link = await new LinkConnector(leftOptions).ConnectAsync(listener.EndPoint, _ => LinkAdmission.Accept(left));
        return new LinkPair(listener, link, await accepted.Task.WaitAsync(Limits.Generous));
    }

    public async ValueTask DisposeAsync()
    {
        Left.Close("The test is over.");
        Right.Close("The test is over.");
        await Task.WhenAll(Left.Ended, Right.Ended).WaitAsync(Limits.Generous);
        _listener.Dispose();
    }
}
