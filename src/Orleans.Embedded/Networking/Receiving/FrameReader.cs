using System.Buffers;
using Orleans.Runtime.Networking.Framing;
using Orleans.Runtime.Networking.Transport;

namespace Orleans.Runtime.Networking.Receiving;

/// <summary>
/// Cuts the incoming stream into frames. Small ones are handed over where they lie in the read buffer; chunks of large messages
/// are read into the memory of their message.
/// </summary>
internal sealed class FrameReader(ILinkTransport transport, IFrameSink sink, long maxMessageSize)
{
    // A chunk follows a chunk: read little more than the header into the buffer, and the rest to where it belongs.
    private const int PeekSize = 1024;
    private const int BufferSize = 128 * 1024;

    private readonly Dictionary<ulong, BulkReceive> _bulks = [];
    private byte[] _buffer = [];
    private int _start;
    private int _end;
    private bool _inBulk;
    private bool _inBatch;

    /// <summary>How many frames arrived.</summary>
    public long FramesReceived { get; private set; }

    /// <summary>How many reads the transport was asked for.</summary>
    public long SocketReads { get; private set; }

    /// <summary>Reads frames until the peer sends no more, or <paramref name="stop"/> says so.</summary>
    /// <exception cref="LinkProtocolException">The stream is not the protocol, or ends inside of a frame.</exception>
    public void Run(Func<bool> stop)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var needed = FrameHeader.Size;
            while (!stop() && Fill(needed))
            {
                BeginBatch();
                needed = ReadFrames(stop);
                EndBatch();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            foreach (var bulk in _bulks.Values)
            {
                bulk.Release();
            }

            _bulks.Clear();
        }
    }

    // Handles every frame that is complete. Returns how many bytes the next one needs, as far as is known.
    private int ReadFrames(Func<bool> stop)
    {
        while (_end - _start >= FrameHeader.Size)
        {
            var header = FrameHeader.Read(_buffer.AsSpan(_start));
            if (header.Kind == FrameKind.BulkData)
            {
                _start += FrameHeader.Size;
                ReadChunk(header);
            }
            else
            {
                var size = FrameHeader.Size + header.Length;
                if (_end - _start < size)
                {
                    return size;
                }

                var payload = _start + FrameHeader.Size;
                header.Verify(_buffer.AsSpan(payload, header.Length));
                _start += size;
                _inBulk = false;
                Handle(header, payload);
            }

            if (stop())
            {
                break;
            }
        }

        return FrameHeader.Size;
    }

    private void Handle(in FrameHeader header, int payload)
    {
        FramesReceived++;
        if (header.Kind == FrameKind.BulkBegin)
        {
            Begin(header.Key, BulkBegin.Read(_buffer.AsSpan(payload, header.Length)));
            return;
        }

        BeginBatch();
        sink.OnFrame(header.Kind, header.Key, new ReadOnlySequence<byte>(_buffer, payload, header.Length));
    }

    private void Begin(ulong orderingKey, in BulkBegin begin)
    {
        if (begin.Length <= 0 || begin.Length > maxMessageSize)
        {
            throw new LinkProtocolException($"A message of {begin.Length} bytes was announced, and {nameof(LinkOptions.MaxMessageSize)} is {maxMessageSize}.");
        }

        if (_bulks.Count == LinkProtocol.MaxConcurrentBulks)
        {
            throw new LinkProtocolException($"More than {LinkProtocol.MaxConcurrentBulks} large messages were under way at a time.");
        }

        if (!_bulks.TryAdd(begin.Number, new BulkReceive(orderingKey, begin.Length, begin.Arrays)))
        {
            throw new LinkProtocolException($"The large message {begin.Number} began twice.");
        }
    }

    private void ReadChunk(in FrameHeader header)
    {
        if (!_bulks.TryGetValue(header.Key, out var bulk))
        {
            throw new LinkProtocolException($"A chunk is of the large message {header.Key}, which never began.");
        }

        if (header.Length > bulk.LongestChunk)
        {
            throw new LinkProtocolException(
                $"A chunk has {header.Length} bytes, and only {bulk.LongestChunk} are missing of its message, or of the array in it that they belong to.");
        }

        FramesReceived++;
        var chunk = bulk.Reserve(header.Length);
        var have = Math.Min(chunk.Length, _end - _start);
        _buffer.AsSpan(_start, have).CopyTo(chunk);
        _start += have;
        if (have < chunk.Length)
        {
            EndBatch();
        }

        while (have < chunk.Length)
        {
            SocketReads++;
            var count = transport.Receive(chunk[have..]);
            if (count == 0)
            {
                throw new EndOfStreamException($"The connection ended inside of a chunk, after {have} of {chunk.Length} bytes.");
            }

            have += count;
        }

        header.Verify(chunk);
        bulk.Commit(chunk.Length);
        _inBulk = true;
        if (bulk.Missing == 0)
        {
            _bulks.Remove(header.Key);
            BeginBatch();
            sink.OnBulk(bulk);
            bulk.Release();
        }
    }

    // Reads more into the buffer; false at the end of the stream.
    private bool Fill(int needed)
    {
        MakeRoom(needed);
        var limit = _inBulk && _start == _end ? Math.Min(PeekSize, _buffer.Length - _end) : _buffer.Length - _end;
        SocketReads++;
        var count = transport.Receive(_buffer.AsSpan(_end, limit));
        if (count == 0 && _end != _start)
        {
            throw new EndOfStreamException($"The connection ended inside of a frame, after {_end - _start} of its bytes.");
        }

        _end += count;
        return count != 0;
    }

    private void MakeRoom(int needed)
    {
        var rest = _end - _start;
        if (needed > _buffer.Length || (_buffer.Length > BufferSize && needed <= BufferSize && rest <= BufferSize))
        {
            var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(needed, BufferSize));
            _buffer.AsSpan(_start, rest).CopyTo(buffer);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = buffer;
        }
        else if (_start == 0 || (rest != 0 && _buffer.Length - _start >= Math.Max(needed, BufferSize / 2)))
        {
            return;
        }
        else
        {
            _buffer.AsSpan(_start, rest).CopyTo(_buffer);
        }

        _start = 0;
        _end = rest;
    }

    private void BeginBatch()
    {
        if (!_inBatch)
        {
            _inBatch = true;
            sink.BeginBatch();
        }
    }

    private void EndBatch()
    {
        if (_inBatch)
        {
            _inBatch = false;
            sink.EndBatch();
        }
    }
}
