using Orleans.Distributed.Messages;

namespace Orleans.Distributed.Calls;

/// <summary>What a caller says of a call, apart from the function: it travels between the header and the body of the request.</summary>
/// <param name="Remaining">How much time the call has left, or <see langword="null"/> for as long as it takes.</param>
/// <param name="Name">What to call it, or <see langword="null"/> for the function's name.</param>
/// <param name="AnswersAtEnd">Whether it is answered when the function has ended, also when its caller has given it up.</param>
internal readonly record struct CallTerms(TimeSpan? Remaining, string? Name, bool AnswersAtEnd = false)
{
    /// <summary>Longer than this is as good as no deadline: timers count no further.</summary>
    public static readonly TimeSpan LongestRemaining = TimeSpan.FromDays(49);

    private const byte HasDeadline = 1;
    private const byte HasName = 2;
    private const byte IsAnsweredAtEnd = 4;

    public static CallTerms Read(ref MessageReader reader)
    {
        byte flags = reader.ReadByte();
        TimeSpan? remaining = (flags & HasDeadline) == 0 ? null : TimeSpan.FromMilliseconds(Math.Clamp(reader.ReadVarint(), 0, (long)LongestRemaining.TotalMilliseconds));
        return new CallTerms(remaining, (flags & HasName) == 0 ? null : reader.ReadString(), (flags & IsAnsweredAtEnd) != 0);
    }

    public void Write(MessageWriter writer)
    {
        TimeSpan? remaining = Remaining <= LongestRemaining ? Remaining : null;
        writer.WriteByte((byte)((remaining is null ? 0 : HasDeadline) | (Name is null ? 0 : HasName) | (AnswersAtEnd ? IsAnsweredAtEnd : 0)));
        if (remaining is { } left)
        {
            // Rounded up: the caller's own clock ends the call first.
            writer.WriteVarint((long)Math.Ceiling(Math.Max(0, left.TotalMilliseconds)));
        }

        if (Name is not null)
        {
            writer.WriteString(Name);
        }
    }
}
