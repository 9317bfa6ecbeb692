namespace Orleans.Distributed.Calls;

/// <summary>What ends a call before its function does, worked out when the call is made: its own options and those of the call it is made in.</summary>
/// <param name="Name">What the call is called; <see langword="null"/> for the name of its function.</param>
/// <param name="Deadline">The deadline that the caller gave, for messages.</param>
/// <param name="OwnEnd">When the caller's deadline passes, as a timestamp; 0 for never.</param>
/// <param name="End">When the first of the caller's deadline and the inherited one passes; 0 for never.</param>
/// <param name="Token">The caller's token.</param>
/// <param name="Inherited">The token of the running call that this one is made in.</param>
internal readonly record struct CallLimits(
    string? Name, TimeSpan? Deadline, long OwnEnd, long End, CancellationToken Token, CancellationToken Inherited)
{
    /// <summary>Whether a caller who gives up waits for the end of the function all the same.</summary>
    public bool AnswersAtEnd { get; init; }

    /// <summary>Whether nothing ends the call but its function.</summary>
    public bool IsNone => OwnEnd == 0 && !Token.CanBeCanceled && !Inherited.CanBeCanceled;

    /// <summary>Whether the caller or the surrounding call has given up already.</summary>
    public bool IsGivenUp => Token.IsCancellationRequested || Inherited.IsCancellationRequested;

    /// <summary>The token that gave the call up.</summary>
    public CancellationToken Cancelled => Inherited.IsCancellationRequested && !Token.IsCancellationRequested ? Inherited : Token;

    /// <param name="options">What the caller said.</param>
    /// <param name="time">The clock.</param>
    /// <param name="inherits">Whether the call ends with the running call that it is made in.</param>
    public static CallLimits Of(CallOptions options, TimeProvider time, bool inherits)
    {
        long now = options.Deadline is null ? 0 : time.GetTimestamp();
        long ownEnd = options.Deadline is { } deadline && deadline <= CallTerms.LongestRemaining ? After(now, deadline, time) : 0;
        if (!inherits || CallContext.RunningCall is not { } surrounding)
        {
            return new CallLimits(options.Name, options.Deadline, ownEnd, ownEnd, options.CancellationToken, CancellationToken.None);
        }

        long end = ownEnd;
        if (surrounding.Remaining is { } remaining)
        {
            long inheritedEnd = After(time.GetTimestamp(), remaining, time);
            end = end == 0 ? inheritedEnd : Math.Min(end, inheritedEnd);
        }

        return new CallLimits(options.Name, options.Deadline, ownEnd, end, options.CancellationToken, surrounding.Cancellation);
    }

    /// <summary>How long until the caller's own deadline passes; never negative.</summary>
    public TimeSpan OwnRemaining(TimeProvider time) => Until(OwnEnd, time);

    /// <summary>What the process that runs the function has to know.</summary>
    public CallTerms ToTerms(TimeProvider time) => new(End == 0 ? null : Until(End, time), Name, AnswersAtEnd);

    private static long After(long now, TimeSpan span, TimeProvider time) => now + (long)(span.TotalSeconds * time.TimestampFrequency);

    private static TimeSpan Until(long end, TimeProvider time)
    {
        TimeSpan left = time.GetElapsedTime(time.GetTimestamp(), end);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
