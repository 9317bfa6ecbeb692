using System.Diagnostics.Tracing;

namespace Orleans.Distributed.Julia.Support;

/// <summary>How many bytes this process sends and receives over sockets, as the runtime counts them while somebody listens.</summary>
internal sealed class SocketBytes : EventListener
{
    /// <summary>Made when a report comes: listeners hear of sources while their base class is constructed, before fields are there.</summary>
    private Report? _last;
    private long _sent;
    private long _received;

    /// <summary>The bytes until now. Waits for two reports, since the first may be under way already.</summary>
    public async Task<(long Sent, long Received)> ReadAsync()
    {
        for (int i = 0; i < 2; i++)
        {
            await Current().Came.Task.InTimeAsync();
        }

        return (Volatile.Read(ref _sent), Volatile.Read(ref _received));
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        ArgumentNullException.ThrowIfNull(eventSource);
        if (eventSource.Name == "System.Net.Sockets")
        {
            EnableEvents(eventSource, EventLevel.LogAlways, EventKeywords.All, new Dictionary<string, string?> { ["EventCounterIntervalSec"] = "0.05" });
        }
    }

    /// <summary>The counters come one after another, this one last.</summary>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        ArgumentNullException.ThrowIfNull(eventData);
        if (eventData.EventName != "EventCounters" || eventData.Payload is not [IDictionary<string, object> counter, ..])
        {
            return;
        }

        switch (counter["Name"])
        {
            case "bytes-received":
                Volatile.Write(ref _received, (long)(double)counter["Mean"]);
                break;
            case "bytes-sent":
                Volatile.Write(ref _sent, (long)(double)counter["Mean"]);
                break;
            case "datagrams-sent":
                Interlocked.Exchange(ref _last, null)?.Came.TrySetResult();
                break;
        }
    }

    private Report Current()
    {
        Report next = new();
        return Interlocked.CompareExchange(ref _last, next, null) ?? next;
    }

    private sealed class Report
    {
        public TaskCompletionSource Came { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
