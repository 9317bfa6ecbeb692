using System.Diagnostics;

namespace Orleans.Runtime.Networking.Sending;

/// <summary>Tells a stream of frames from the odd frame: the last few came one right after the other. Not thread-safe.</summary>
internal sealed class FrameRate
{
    private const int Length = 8;
    private static readonly long StreamTime = Length * Stopwatch.Frequency / 50_000;

    private readonly long[] _times = new long[Length];
    private int _next;

    /// <summary>Whether a frame that is sent now is one of a stream, by those before it.</summary>
    /// <param name="now">A timestamp.</param>
    /// <param name="counts">Whether it is noted itself.</param>
    public bool IsStream(long now, bool counts)
    {
        long earlier = _times[_next];
        if (counts)
        {
            _times[_next] = now;
            _next = (_next + 1) % Length;
        }

        return now - earlier < StreamTime;
    }
}
