using System.Buffers;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Distributed.Grains;
using Orleans.Distributed.Links;
using Orleans.Distributed.Serialization.Payloads;
using Orleans.Distributed.Tests.Membership;
using Orleans.Serialization;

namespace Orleans.Distributed.Tests.Links;

public sealed class LinkBatchSerializerTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddSerializer(builder => builder.AddAssembly(typeof(LinkBatch).Assembly).AddAssembly(typeof(PayloadFormat).Assembly))
        .BuildServiceProvider();

    private Serializer Serializer => _services.GetRequiredService<Serializer>();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Batch_ThereAndBack_IsTheSame()
    {
        var batch = new LinkBatch(3, 1L << 40, long.MaxValue, true,
        [
            new LinkMessage(LinkMessageKind.Call, 7, 0, 0, new Payload([1, 2, 3])),
            new LinkMessage(LinkMessageKind.Withdraw, 8, int.MaxValue, long.MaxValue, default),
        ]);

        LinkBatch read = Serializer.Deserialize<LinkBatch>(Serializer.SerializeToArray(batch.From(Snapshots.Silo(4))))!;

        Assert.Equal((3, 1L << 40, long.MaxValue, true), (read.Sender, read.Number, read.Acknowledged, read.IsLastOfWindow));
        Assert.Equal(Snapshots.Silo(4), read.Silo);
        Assert.Equal(
            batch.Messages.Select(message => (message.Kind, message.Number, message.First, message.Second)),
            read.Messages.Select(message => (message.Kind, message.Number, message.First, message.Second)));
        Assert.Equal(batch.Messages.Select(message => message.Body.Bytes.ToArray()), read.Messages.Select(message => message.Body.Bytes.ToArray()));
    }

    [Fact]
    public void Payload_WithArrays_HasThemInArraysOfTheirOwn()
    {
        byte[] bytes = new byte[100];
        Random.Shared.NextBytes(bytes);
        var memory = new PayloadMemory(new ReadOnlySequence<byte>(bytes), new MemoryStream()) { Arrays = [new(10, 20), new(30, 5), new(90, 10)] };

        Payload read = Serializer.Deserialize<Payload>(Serializer.SerializeToArray(new Payload(memory)));

        Assert.Equal(bytes, read.Bytes.ToArray());
        var lengths = new List<int>();
        foreach (ReadOnlyMemory<byte> piece in read.Bytes)
        {
            lengths.Add(piece.Length);
        }

        Assert.Equal([10, 20, 5, 55, 10], lengths);
    }

    [Fact]
    public void Bytes_CutOff_AreRefused()
    {
        byte[] bytes = Serializer.SerializeToArray(
            new LinkBatch(3, 1, 0, true, [new LinkMessage(LinkMessageKind.Call, 7, 0, 0, new Payload(new byte[40]))]));

        for (int length = 0; length < bytes.Length - 1; length++)
        {
            Assert.ThrowsAny<Exception>(() => Serializer.Deserialize<LinkBatch>(bytes.AsMemory(0, length))!.Messages.Length);
        }
    }
}
