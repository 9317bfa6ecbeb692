namespace Orleans.Runtime.Networking.Handshake;

/// <summary>When an attempt to open a link has to be over: connecting and proving together.</summary>
internal sealed class Deadline(LinkOptions options)
{
    private readonly long _started = options.TimeProvider.GetTimestamp();

    /// <summary>How much time is left; not positive when none is.</summary>
    public TimeSpan Remaining => options.HandshakeTimeout - options.TimeProvider.GetElapsedTime(_started);

    /// <summary>The whole time, for messages: "10 s (HandshakeTimeout)".</summary>
    public override string ToString() => $"{options.HandshakeTimeout.TotalSeconds:0.###} s ({nameof(LinkOptions.HandshakeTimeout)})";
}
