using Orleans.Distributed.Julia.Support;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Julia.References;

/// <summary>References are written by calls, futures and channels, and by nothing else: Julia writes dead ones.</summary>
[Collection(nameof(FourWorkers))]
public sealed class PlainStreamTests(FourWorkers cluster)
{
    private ICluster Head => cluster.Head;

    [Fact]
    [Trait("Spec", "J-086")]
    [Trait("Spec", "J-087")]
    public async Task Encode_FutureOutsideOfAMessage_Refused()
    {
        Future<int> future = Head.RemoteCall(cluster.Workers[0], () => 86);
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        UnsendableValueException error = Assert.Throws<UnsendableValueException>(
            () => ValueCodec.Shared.Encode(buffer, new Dictionary<string, Future<int>> { ["ref"] = future }));
        Assert.Contains("Future", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, buffer.WrittenCount);
        Assert.Equal(86, await future.FetchAsync().InTimeAsync());

        // Not even with its value: the copy would pretend to be the future.
        Assert.Throws<UnsendableValueException>(() => ValueCodec.Shared.Encode(buffer, future));
    }

    [Fact]
    [Trait("Spec", "J-088")]
    [Trait("Spec", "J-089")]
    public async Task Encode_ChannelOutsideOfAMessage_Refused()
    {
        RemoteChannel<int> channel = await Head.CreateChannelAsync<int>(1, cluster.Workers[0]).InTimeAsync();
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        Assert.Throws<UnsendableValueException>(() => ValueCodec.Shared.Encode(buffer, channel));
        Assert.Throws<UnsendableValueException>(
            () => ValueCodec.Shared.Encode(buffer, new Dictionary<string, RemoteChannel<int>> { ["ref"] = channel }));
        Assert.Equal([1], await Head.HoldersAsync(channel));
        await channel.DisposeAsync();
    }
}
