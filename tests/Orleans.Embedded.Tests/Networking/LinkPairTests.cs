using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Networking;

/// <summary>Tests of two linked ends, over loopback or a local socket.</summary>
public abstract class LinkPairTests(bool isLocal)
{
    private protected Task<LinkPair> OpenAsync(
        ILinkHandler left, ILinkHandler right, LinkOptions? leftOptions = null, LinkOptions? rightOptions = null) =>
        LinkPair.OpenAsync(left, right, leftOptions, rightOptions, isLocal);
}
