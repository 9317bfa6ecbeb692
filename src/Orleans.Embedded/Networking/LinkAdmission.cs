namespace Orleans.Runtime.Networking;

/// <summary>The verdict of the layer above on a proven peer: a handler for its frames, or a reason to refuse it.</summary>
internal sealed class LinkAdmission
{
    private LinkAdmission(ILinkHandler? handler, string? refusal)
    {
        Handler = handler;
        Refusal = refusal;
    }

    /// <summary>What receives the link's frames; <see langword="null"/> when the peer is refused.</summary>
    public ILinkHandler? Handler { get; }

    /// <summary>Why the peer is refused; <see langword="null"/> when it is accepted.</summary>
    public string? Refusal { get; }

    /// <summary>Accepts the peer.</summary>
    public static LinkAdmission Accept(ILinkHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new(handler, null);
    }

    /// <summary>Refuses the peer, which is told <paramref name="reason"/>.</summary>
    public static LinkAdmission Refuse(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return new(null, reason);
    }
}
