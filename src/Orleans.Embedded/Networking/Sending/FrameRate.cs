using System.Diagnostics;

namespace Orleans.Runtime.Networking.Sending;

/// <summary>Tells a stream of frames from the odd frame: the last few came one right after the other. Not thread-safe.</summary>
internal sealed class FrameRate
{
    private const int Length = 8;
    private static readonly long StreamTime = Length * Stopwatch.Frequency / 50_000;

    private readonly long[] _times = new long[Length];
    private int _next;

    /// <summary>Notes a frame.</summary>
    /// <param name="now">When, as a timestamp.</param>
    /// <returns>Whether it is one of a stream.</returns>
    public bool Note(long now)
    {
        long earlier = _times[_next];
        _times[_next] = now;
        _next = (_next + 1) % Length;
        return now - earlier < StreamTime;
    }
}
