namespace Orleans.Distributed;

/// <summary>How one call is to be made. The default is: no deadline, nobody gives it up, and it is named after its function.</summary>
/// <remarks>
/// A <see cref="System.Threading.CancellationToken"/> converts to options that hold nothing else, so it can be passed in their place.
/// </remarks>
public readonly record struct CallOptions
{
    private readonly TimeSpan? _deadline;
    private readonly string? _name;

    /// <summary>
    /// How long the call may take, from the moment it is made, the wait for a worker of a pool included. Then its caller gets a
    /// <see cref="TimeoutException"/>, and the function's token is cancelled by the process that runs it, also when the caller is
    /// gone by then. The function itself goes on until it looks at its token. The default is <see langword="null"/>: as long
    /// as it takes. Calls that the function makes and waits for in turn end with it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not positive.</exception>
    public TimeSpan? Deadline
    {
        get => _deadline;
        init
        {
            if (value is { } deadline && deadline <= TimeSpan.Zero)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value), deadline, "The deadline of a call must be positive. Leave it out for a call that may take as long as it likes.");
            }

            _deadline = value;
        }
    }

    /// <summary>
    /// Gives the call up: its caller gets an <see cref="OperationCanceledException"/> at once, and the function's token is cancelled. The
    /// default is <see cref="CancellationToken.None"/>.
    /// </summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// What the call is called in errors, logs and diagnostics. The default is <see langword="null"/>: the name of its function.
    /// </summary>
    /// <exception cref="ArgumentException">The value is empty or blank.</exception>
    public string? Name
    {
        get => _name;
        init
        {
            if (value is not null)
            {
                ArgumentException.ThrowIfNullOrWhiteSpace(value);
            }

            _name = value;
        }
    }

    /// <summary>Options that hold a token and nothing else.</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    public static implicit operator CallOptions(CancellationToken cancellationToken) => FromCancellationToken(cancellationToken);

    /// <summary>Options that hold a token and nothing else.</summary>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>The options.</returns>
    public static CallOptions FromCancellationToken(CancellationToken cancellationToken) => new() { CancellationToken = cancellationToken };
}
