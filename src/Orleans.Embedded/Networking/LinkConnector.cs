using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using Orleans.Runtime.Networking.Handshake;
using Orleans.Runtime.Networking.Transport;

namespace Orleans.Runtime.Networking;

/// <summary>Opens links to other processes.</summary>
internal sealed class LinkConnector
{
    private static readonly TimeSpan WaitSlice = TimeSpan.FromMilliseconds(20);

    private readonly LinkOptions _options;

    /// <summary>Makes a connector.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public LinkConnector(LinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
    }

    /// <summary>
    /// Connects, proves and has proven membership. The work is done on the thread that becomes the link's reader, so that it goes
    /// on when the thread pool is full; only the continuation of the task needs the pool.
    /// </summary>
    /// <param name="endPoint">Where the other process listens.</param>
    /// <param name="admit">Judges the peer once it is proven; called on the link's thread.</param>
    /// <param name="cancellationToken">Ends the attempt. An open link does not mind it.</param>
    /// <returns>The open link. Its handler was told before.</returns>
    /// <exception cref="LinkUnreachableException">Nothing answers there.</exception>
    /// <exception cref="LinkHandshakeException">The listener did not prove itself, or did not accept this process's proof, in time.</exception>
    /// <exception cref="LinkVersionException">No protocol version in common; both are named.</exception>
    /// <exception cref="LinkRefusedException">The peer was proven, and refused this process, or was refused by it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<Link> ConnectAsync(IPEndPoint endPoint, Func<LinkPeer, LinkAdmission> admit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        ArgumentNullException.ThrowIfNull(admit);
        var opened = new TaskCompletionSource<Link>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Run(endPoint, admit, opened, cancellationToken)) { IsBackground = true, Name = $"Link reader {endPoint}" }.Start();
        return opened.Task;
    }

    /// <summary>As <see cref="ConnectAsync"/>, and blocks the calling thread; needs no thread of the pool.</summary>
    public Link Connect(IPEndPoint endPoint, Func<LinkPeer, LinkAdmission> admit, CancellationToken cancellationToken = default) =>
        ConnectAsync(endPoint, admit, cancellationToken).GetAwaiter().GetResult();

    [SuppressMessage("Design", "CA1031", Justification = "Whatever goes wrong is the caller's, through the task.")]
    private void Run(IPEndPoint endPoint, Func<LinkPeer, LinkAdmission> admit, TaskCompletionSource<Link> opened, CancellationToken cancellationToken)
    {
        SocketTransport? transport = null;
        Link link;
        try
        {
            if (_options.IsLoopbackOnly && !IPAddress.IsLoopback(endPoint.Address))
            {
                throw new LinkHandshakeException(
                    $"{endPoint} is on another machine, and the cluster has no secret by which to know it from a stranger. Give all silos and clients of the cluster a secret, or connect to a loopback address.");
            }

            var deadline = new Deadline(_options);
            transport = (_options.UsesLocalSockets ? LocalSockets.TryConnect(endPoint) : null) is { } local
                ? new SocketTransport(local, endPoint)
                : Open(endPoint, deadline, cancellationToken);
            var (peer, handler) = ConnectorHandshake.Run(transport, _options, admit, deadline, cancellationToken);
            link = Link.Start(transport, peer, handler, _options);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            transport?.Dispose();
            opened.SetCanceled(cancellationToken);
            return;
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            transport?.Dispose();
            opened.SetException(new LinkHandshakeException($"The connection to {endPoint} broke during the handshake: {error.Message}", error));
            return;
        }
        catch (Exception error)
        {
            transport?.Dispose();
            opened.SetException(error);
            return;
        }

        link.Run(opened.SetResult);
    }

    private static SocketTransport Open(IPEndPoint endPoint, Deadline deadline, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            BeginConnect(socket, endPoint);
            WaitConnected(socket, endPoint, deadline, cancellationToken);
            return new SocketTransport(socket, endPoint);
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw Unreachable(endPoint, error);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void BeginConnect(Socket socket, IPEndPoint endPoint)
    {
        try
        {
            socket.Connect(endPoint);
        }
        catch (SocketException error) when (error.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // It goes on, and is waited for next.
        }
    }

    private static void WaitConnected(Socket socket, IPEndPoint endPoint, Deadline deadline, CancellationToken cancellationToken)
    {
        while (!socket.Poll(WaitSlice, SelectMode.SelectWrite) && !socket.Poll(0, SelectMode.SelectError))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (deadline.Remaining <= TimeSpan.Zero)
            {
                throw new LinkUnreachableException($"Nothing answered at {endPoint} within {deadline}.");
            }
        }

        if (socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int error and not 0)
        {
            throw new SocketException(error);
        }
    }

    private static LinkUnreachableException Unreachable(IPEndPoint endPoint, SocketException error) =>
        new($"Nothing answers at {endPoint}: {error.Message}. The process there has ended, or never listened at this address.", error);
}
