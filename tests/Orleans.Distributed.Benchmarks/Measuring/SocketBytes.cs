using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace Orleans.Distributed.Benchmarks.Measuring;

/// <summary>Counts the bytes that the sockets of this process have received, from the events of the runtime.</summary>
internal sealed class SocketBytes : EventListener
{
    private const string Source = "System.Net.Sockets";
    private const string Counter = "bytes-received";
    private const string CounterEvents = "EventCounters";

    private static readonly Lazy<SocketBytes> Instance = new(() => new SocketBytes());

    private readonly ConcurrentQueue<TaskCompletionSource<double>> _waiting = new();

    /// <summary>How many have arrived so far, counted from the first time that this is asked.</summary>
    public static Task<double> ReceivedAsync() => Instance.Value.AskAsync();

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Source)
        {
            EnableEvents(eventSource, EventLevel.Informational, EventKeywords.None, new Dictionary<string, string?> { ["EventCounterIntervalSec"] = "0.2" });
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName == CounterEvents && eventData.Payload?[0] is IDictionary<string, object?> counter && Counter.Equals(counter["Name"]))
        {
            // Taken before it is answered: whoever asks now wants what has arrived by now, which the next event tells.
            TaskCompletionSource<double>[] waiting = [.. _waiting];
            double received = Convert.ToDouble(counter["Mean"], CultureInfo.InvariantCulture);
            foreach (TaskCompletionSource<double> _ in waiting)
            {
                _waiting.TryDequeue(out TaskCompletionSource<double>? answered);
                answered!.TrySetResult(received);
            }
        }
    }

    private async Task<double> AskAsync()
    {
        // The first event may have been taken before this was asked; the second one was not.
        await NextAsync();
        return await NextAsync();
    }

    private Task<double> NextAsync()
    {
        var next = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(next);
        return next.Task;
    }
}
