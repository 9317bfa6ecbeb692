namespace Orleans.Runtime;

/// <summary>Decides what happens to the process when a silo cannot go on. Register one of your own to replace the default, which stops the host.</summary>
public interface IFatalErrorHandler
{
    /// <summary>Whether an error is one that a silo must not go on after.</summary>
    /// <param name="exception">The error.</param>
    /// <returns>Whether it is.</returns>
    bool IsUnexpected(Exception exception);

    /// <summary>Runs when the silo cannot go on.</summary>
    /// <param name="sender">The part of the silo that noticed.</param>
    /// <param name="context">What happened.</param>
    /// <param name="exception">The error, if any.</param>
    void OnFatalException(object? sender = null, string? context = null, Exception? exception = null);
}
