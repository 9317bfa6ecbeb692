namespace Orleans;

/// <summary>Decides whether a client that could not connect tries again. Without one, its start fails.</summary>
public interface IClientConnectionRetryFilter
{
    /// <summary>Decides, and may wait a while before it answers.</summary>
    /// <param name="exception">Why the client could not connect.</param>
    /// <param name="cancellationToken">Cancelled when the start is given up.</param>
    /// <returns>Whether to try again.</returns>
    Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken);
}
