using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Stops the host of a silo that cannot go on.</summary>
internal sealed partial class FatalErrorHandler(ILogger<FatalErrorHandler> logger, IHostApplicationLifetime? lifetime = null) : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => exception is not OperationCanceledException;

    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null)
    {
        LogFatal(logger, exception, sender?.ToString(), context);

        // Stopping runs code of the application, and must not do so on the thread that watches the cluster.
        ThreadPool.UnsafeQueueUserWorkItem(static lifetime => lifetime?.StopApplication(), lifetime, preferLocal: false);
    }

    [LoggerMessage(1, LogLevel.Critical, "The silo cannot go on. {Sender}: {Context}")]
    private static partial void LogFatal(ILogger logger, Exception? error, string? sender, string? context);
}
