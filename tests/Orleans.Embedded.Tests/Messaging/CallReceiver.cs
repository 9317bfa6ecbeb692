using System.Buffers;
using System.Collections.Concurrent;
using Orleans.Distributed.Serialization;
using Orleans.Embedded.Tests.Networking;
using Orleans.Runtime.Messaging;
using Orleans.Runtime.Networking;

namespace Orleans.Embedded.Tests.Messaging;

/// <summary>The other end of a connection: reads nothing until its gate opens, and then notes and answers calls of <see cref="ILoadGrain"/>.</summary>
internal sealed class CallReceiver
{
    private readonly Gate _gate = new();
    private readonly ClusterNode _node;

    public CallReceiver(ClusterNode node)
    {
        _node = node;
        Handler = new RecordingHandler { Frame = Receive };
    }

    /// <summary>What arrived: the key of the grain, the number of the call, and the first byte and size of its load.</summary>
    public ConcurrentQueue<(string Grain, int Number, byte First, int Size)> Arrived { get; } = new();

    /// <summary>How many calls were cancelled.</summary>
    public int Cancelled { get; private set; }

    public RecordingHandler Handler { get; }

    public void Open() => _gate.Open();

    public int[] NumbersOf(string grain) => [.. Arrived.Where(call => call.Grain == grain).Select(call => call.Number)];

    private void Receive(Link link, ulong orderingKey, ReadOnlySequence<byte> message)
    {
        _gate.Pass();
        if ((MessageKind)message.FirstSpan[0] is not (MessageKind.Request or MessageKind.OneWay))
        {
            Cancelled += (MessageKind)message.FirstSpan[0] == MessageKind.Cancel ? 1 : 0;
            return;
        }

        RequestHeader header = RequestHeader.Read(message, new GrainIdCache());
        DecodeContext context = MessageCodec.RentDecode(_node);
        ValueReader reader = MessageCodec.Codec.OpenMessage(message.Slice(header.BodyStart), context);
        int number = reader.Read<int>();
        byte[] load = reader.Read<byte[]>();
        reader.Dispose();
        MessageCodec.Return(context);
        Arrived.Enqueue((header.Target.Key.ToString()!, number, load[0], load.Length));
        if (header.Kind == MessageKind.Request)
        {
            using MessageBuffer answer = Answers.Start(MessageKind.Result, header.Id);
            link.Send(0, answer.Span, SendMode.Unbounded);
        }
    }
}
