namespace Orleans;

/// <summary>Why an activation ends.</summary>
public readonly struct DeactivationReason
{
    /// <summary>Creates a reason.</summary>
    /// <param name="code">The kind of reason.</param>
    /// <param name="text">What happened.</param>
    public DeactivationReason(DeactivationReasonCode code, string text)
        : this(code, null, text)
    {
    }

    /// <summary>Creates a reason.</summary>
    /// <param name="code">The kind of reason.</param>
    /// <param name="exception">The error behind it.</param>
    /// <param name="text">What happened.</param>
    public DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
    {
        ReasonCode = code;
        Description = text;
        Exception = exception;
    }

    /// <summary>Gets what happened.</summary>
    public string Description { get; }

    /// <summary>Gets the kind of reason.</summary>
    public DeactivationReasonCode ReasonCode { get; }

    /// <summary>Gets the error behind it, if any.</summary>
    public Exception? Exception { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        Exception is null ? $"{ReasonCode}: {Description}" : $"{ReasonCode}: {Description}. Exception: {Exception}";
}
