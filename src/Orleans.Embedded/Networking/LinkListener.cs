using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Networking.Handshake;
using Orleans.Runtime.Networking.Transport;

namespace Orleans.Runtime.Networking;

/// <summary>Accepts links from other processes of the cluster. It survives whatever connects to it.</summary>
internal sealed partial class LinkListener : IDisposable
{
    private const int Backlog = 1024;
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromMilliseconds(100);

    private readonly Socket[] _sockets;
    private readonly LinkOptions _options;
    private readonly Func<LinkPeer, LinkAdmission> _admit;
    private readonly ILogger _logger;
    private readonly PendingHandshakes _pending;
    private readonly HandshakeFailures _failures;
    private readonly Thread[] _threads;
    private readonly ManualResetEventSlim _stopped = new();
    private int _disposed;

    private LinkListener(Socket socket, LinkOptions options, Func<LinkPeer, LinkAdmission> admit, ILogger logger)
    {
        _options = options;
        _admit = admit;
        _logger = logger;
        _pending = new PendingHandshakes(options.MaxPendingHandshakes, options.TimeProvider);
        _failures = new HandshakeFailures(logger, options.TimeProvider);
        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
        _sockets = options.UsesLocalSockets && LocalSockets.TryListen(EndPoint, Backlog) is { } local ? [socket, local] : [socket];
        _threads = Array.ConvertAll(_sockets, s => new Thread(() => Accept(s)) { IsBackground = true, Name = $"Link listener {EndPoint}" });
    }

    /// <summary>Where it listens; the real port when 0 was asked for.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>How many connections failed to prove themselves, or were refused after it.</summary>
    public long FailedHandshakes => _failures.Count;

    /// <summary>How many connections are proving themselves now.</summary>
    public int PendingHandshakes => _pending.Count;

    /// <summary>Binds and starts.</summary>
    /// <param name="endPoint">Where to listen; <see langword="null"/> for a free port on loopback.</param>
    /// <param name="options">The settings of the links.</param>
    /// <param name="admit">Judges each peer once it is proven; called on the link's thread, several at a time.</param>
    /// <param name="logger">Told of refused peers.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public static LinkListener Start(IPEndPoint? endPoint, LinkOptions options, Func<LinkPeer, LinkAdmission> admit, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(admit);
        ArgumentNullException.ThrowIfNull(logger);
        options.Validate();
        endPoint ??= new IPEndPoint(IPAddress.Loopback, 0);
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
            socket.Listen(Backlog);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        var listener = new LinkListener(socket, options, admit, logger);
        Array.ForEach(listener._threads, thread => thread.Start());
        return listener;
    }

    /// <summary>Stops accepting, and breaks off handshakes. Links that are open stay open.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _stopped.Set();
            Array.ForEach(_sockets, socket => socket.Dispose());
            _pending.Close();
            Array.ForEach(_threads, thread => thread.Join());
            _stopped.Dispose();
        }
    }

    private void Accept(Socket listening)
    {
        while (!_stopped.IsSet)
        {
            try
            {
                Receive(listening.Accept());
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                // A connection that went before it was accepted, no more file handles, or the end: all but the last may pass.
                if (!_stopped.Wait(PauseAfterError))
                {
                    LogAcceptFailed(EndPoint, error.Message);
                }
            }
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The transport is the link's, which disposes it.")]
    private void Receive(Socket socket)
    {
        SocketTransport transport;
        try
        {
            // A local socket has no end point of its own.
            transport = new SocketTransport(socket, socket.RemoteEndPoint as IPEndPoint ?? new IPEndPoint(EndPoint.Address, 0));
        }
        catch (SocketException)
        {
            // The peer has gone already.
            socket.Dispose();
            return;
        }

        if (_pending.Add(transport) is not { } handshake)
        {
            transport.Dispose();
            return;
        }

        var deadline = new Deadline(_options);
        try
        {
            new Thread(() => Serve(transport, handshake, deadline)) { IsBackground = true, Name = $"Link reader {transport.RemoteEndPoint}" }.Start();
        }
        catch (Exception error) when (error is OutOfMemoryException or ThreadStartException)
        {
            // The system has no thread left; it may have one again later.
            _pending.Remove(handshake);
            transport.Dispose();
            LogAcceptFailed(EndPoint, error.Message);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever a stranger causes must not end the process; it is counted and logged.")]
    private void Serve(SocketTransport transport, LinkedListNode<(ILinkTransport Transport, long Since)> handshake, Deadline deadline)
    {
        Link link;
        try
        {
            var (peer, handler) = ListenerHandshake.Run(transport, _options, _admit, deadline);
            link = Link.Start(transport, peer, handler, _options);
        }
        catch (Exception error)
        {
            _pending.Remove(handshake);
            transport.Dispose();
            _failures.Add(transport.RemoteEndPoint, error);
            return;
        }

        _pending.Remove(handshake);
        link.Run();
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Cannot accept a connection at {EndPoint} now, and tries again: {Reason}")]
    private partial void LogAcceptFailed(IPEndPoint endPoint, string reason);
}
