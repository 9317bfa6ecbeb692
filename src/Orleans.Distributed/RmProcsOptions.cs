namespace Orleans.Distributed;

/// <summary>How workers are removed.</summary>
public sealed class RmProcsOptions
{
    /// <summary>The default of <see cref="CallbackTimeout"/>: 10 seconds.</summary>
    public static readonly TimeSpan DefaultCallbackTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the call waits until the workers are gone; after that it fails, and they are removed all the same. Zero does not wait
    /// at all: the call returns, and the workers are removed in the background. The default is <see langword="null"/>: until they are
    /// gone. Up to a day.
    /// </summary>
    public TimeSpan? WaitFor { get; set; }

    /// <summary>
    /// How long the removal waits, in total, for the callbacks that were added with <c>AddWorkerExitingCallback</c>, and again for
    /// those for the exit. What still runs then is asked to stop, named in a warning in the log, and not waited for any longer. The
    /// default is 10 seconds; zero does not wait; up to a day.
    /// </summary>
    public TimeSpan CallbackTimeout { get; set; } = DefaultCallbackTimeout;

    /// <summary>
    /// How long a worker has to end by itself, once it was asked to, before it is killed. Zero kills at once. The default is
    /// <see langword="null"/>: what its cluster manager says, such as <c>LocalOptions.StopTimeout</c>. Up to a day.
    /// </summary>
    public TimeSpan? StopTimeout { get; set; }

    /// <summary>A copy that later changes do not reach.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    internal RmProcsOptions Checked()
    {
        Check(nameof(WaitFor), WaitFor ?? TimeSpan.Zero);
        Check(nameof(CallbackTimeout), CallbackTimeout);
        Check(nameof(StopTimeout), StopTimeout ?? TimeSpan.Zero);
        return (RmProcsOptions)MemberwiseClone();
    }

    private static void Check(string option, TimeSpan value)
    {
        if (value < TimeSpan.Zero || value > TimeSpan.FromDays(1))
        {
            throw new ArgumentException($"{nameof(RmProcsOptions)}.{option} is {value}, and must be between zero and a day.");
        }
    }
}
