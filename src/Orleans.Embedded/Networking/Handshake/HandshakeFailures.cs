using System.Net;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime.Networking.Handshake;

/// <summary>Counts failed handshakes, and logs one per address and minute, so that nobody can fill the log from outside.</summary>
internal sealed partial class HandshakeFailures(ILogger logger, TimeProvider time)
{
    private const int MaxAddresses = 1024;
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Dictionary<IPAddress, long> _logged = [];
    private long _count;

    /// <summary>How many handshakes failed.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>A handshake failed.</summary>
    public void Add(IPEndPoint remote, Exception error)
    {
        lock (_logged)
        {
            if (ShallLog(remote.Address))
            {
                LogFailure(remote, error.Message, _count + 1);
            }

            Interlocked.Increment(ref _count);
        }
    }

    private bool ShallLog(IPAddress address)
    {
        if (_logged.TryGetValue(address, out var last) && time.GetElapsedTime(last) < Quiet)
        {
            return false;
        }

        if (_logged.Count >= MaxAddresses)
        {
            foreach (var old in _logged.Where(entry => time.GetElapsedTime(entry.Value) >= Quiet).Select(entry => entry.Key).ToList())
            {
                _logged.Remove(old);
            }
        }

        if (_logged.Count >= MaxAddresses)
        {
            return false;
        }

        _logged[address] = time.GetTimestamp();
        return true;
    }

    [LoggerMessage(
        EventId = 1,
        Level = LogLevel.Warning,
        Message = "Refused a connection from {Remote}: {Reason} ({Count} refused so far; this is logged once per minute and address.)")]
    private partial void LogFailure(IPEndPoint remote, string reason, long count);
}
