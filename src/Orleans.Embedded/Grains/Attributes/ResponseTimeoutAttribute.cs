using System.Globalization;

namespace Orleans;

/// <summary>How long callers of this method wait for its answer. Without it, <see cref="Configuration.MessagingOptions.ResponseTimeout"/> holds.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResponseTimeoutAttribute : Attribute
{
    /// <summary>Sets the time limit.</summary>
    /// <param name="timeout">A <see cref="TimeSpan"/> in text form, such as <c>00:00:10</c>; <c>-00:00:00.001</c> is no limit.</param>
    /// <exception cref="FormatException">The text is not a time span.</exception>
    public ResponseTimeoutAttribute(string timeout) => Timeout = TimeSpan.Parse(timeout, CultureInfo.InvariantCulture);

    /// <summary>Gets the time limit.</summary>
    public TimeSpan? Timeout { get; init; }
}
