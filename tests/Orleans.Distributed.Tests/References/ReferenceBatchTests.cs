using Orleans.Distributed.References;
using Orleans.Distributed.Serialization;

namespace Orleans.Distributed.Tests.References;

public sealed class ReferenceBatchTests
{
    private static readonly Rrid Reference = new(3, 1L << 40);
    private static readonly TransferToken Token = new(2, long.MaxValue);

    [Fact]
    public void Take_EveryKind_IsReadInOrder()
    {
        ReferenceUpdate[] updates =
        [
            ReferenceUpdate.Transfer(Reference, Token, int.MaxValue),
            ReferenceUpdate.Drop(new Rrid(1, 1)),
            ReferenceUpdate.Settle(Reference, TransferToken.None),
            ReferenceUpdate.Settle(Reference, Token),
        ];
        Assert.Equal(updates, Read(ReferenceBatch.Take(QueueOf(updates))));
    }

    [Fact]
    public void Take_NothingWaits_Empty()
    {
        byte[] batch = ReferenceBatch.Take(new ReferenceQueue());
        Assert.Empty(batch);
        Assert.Empty(Read(batch));
    }

    [Fact]
    public void Take_MoreThanOneBatchHolds_LeavesTheRest()
    {
        ReferenceUpdate[] updates = [.. Enumerable.Range(1, ReferenceBatch.MaxCount + 1).Select(id => ReferenceUpdate.Drop(new Rrid(2, id)))];
        ReferenceQueue queue = QueueOf(updates);
        Assert.Equal(updates[..^1], Read(ReferenceBatch.Take(queue)));
        Assert.False(queue.IsEmpty);
        Assert.Equal(updates[^1..], Read(ReferenceBatch.Take(queue)));
        Assert.True(queue.IsEmpty);
    }

    [Fact]
    public void TryRead_EndsTooEarly_Refused()
    {
        byte[] batch = ReferenceBatch.Take(QueueOf(ReferenceUpdate.Transfer(Reference, Token, 4)));
        for (int length = 1; length < batch.Length; length++)
        {
            Assert.Throws<MalformedDataException>(() => Read(batch[..length]));
        }
    }

    [Fact]
    public void TryRead_UnknownKind_Refused()
    {
        MalformedDataException error = Assert.Throws<MalformedDataException>(() => Read([9, 2, 1]));
        Assert.Contains("unknown kind 9", error.Message, StringComparison.Ordinal);
    }

    private static ReferenceQueue QueueOf(params ReferenceUpdate[] updates)
    {
        var queue = new ReferenceQueue();
        foreach (ReferenceUpdate update in updates)
        {
            queue.Add(update);
        }

        return queue;
    }

    private static List<ReferenceUpdate> Read(byte[] batch)
    {
        var updates = new List<ReferenceUpdate>();
        var reader = new ReferenceBatchReader(batch);
        while (reader.TryRead(out ReferenceUpdate update))
        {
            updates.Add(update);
        }

        return updates;
    }
}
