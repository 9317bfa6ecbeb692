using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Orleans.Distributed.Hosting;

/// <summary>Writes log entries to standard error, a line each. A worker's standard error reaches its head line by line.</summary>
internal sealed class StandardErrorLoggerProvider : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            string level = logLevel == LogLevel.Warning ? "warning" : "error";
            string text = string.Create(CultureInfo.InvariantCulture, $"{level}: {category}: {formatter(state, exception)}");
            Console.Error.WriteLine(exception is null ? text : $"{text}\n{exception}");
        }
    }
}
