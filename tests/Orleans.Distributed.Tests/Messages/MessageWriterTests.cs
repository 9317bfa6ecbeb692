using System.Buffers;
using System.Buffers.Binary;
using Orleans.Distributed.Messages;
using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Tests.Messages;

/// <summary>Messages of all sizes, in one piece and in several.</summary>
public sealed class MessageWriterTests
{
    public static TheoryData<int> Sizes => [1, 1000, 1024, 1025, 32 * 1024, (32 * 1024) + 1, 100_000, 5_000_000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ToPayload_AnySize_HasWhatWasWritten(int size)
    {
        byte[] bytes = Bytes(size);
        MessageWriter writer = MessageWriter.Rent();
        Write(writer, bytes, step: 7777);
        Assert.Equal(size, writer.Length);
        Payload payload = writer.ToPayloadAndReturn();
        Assert.Equal(bytes, payload.Bytes.ToArray());
        Assert.Equal(size > 32 * 1024, payload.Pooled is not null);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ToArray_AnySize_HasWhatWasWritten(int size)
    {
        byte[] bytes = Bytes(size);
        MessageWriter writer = MessageWriter.Rent();
        Write(writer, bytes, step: size);
        Assert.Equal(bytes, writer.ToArrayAndReturn());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Truncate_ToAnyOfTheChunks_GoesOnFromThere(int size)
    {
        byte[] bytes = Bytes(size);
        MessageWriter writer = MessageWriter.Rent();
        Write(writer, bytes, step: 5000);
        writer.Truncate(size / 2);
        Write(writer, bytes[(size / 2)..], step: 9000);
        Assert.Equal(bytes, writer.ToPayloadAndReturn().Bytes.ToArray());
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void OverwriteInt32_InAnyOfTheChunks_Replaces(int size)
    {
        MessageWriter writer = MessageWriter.Rent();
        writer.WriteByte(1);
        writer.WriteInt32(0);
        Write(writer, Bytes(size), step: 6000);
        int second = writer.Length;
        writer.WriteInt32(0);
        Write(writer, Bytes(size), step: 6000);
        writer.OverwriteInt32(1, 11);
        writer.OverwriteInt32(second, 22);
        byte[] message = writer.ToPayloadAndReturn().Bytes.ToArray();
        Assert.Equal(11, BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(1)));
        Assert.Equal(22, BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(second)));
    }

    [Theory]
    [InlineData(LateCopies.MinLength + 10)]
    [InlineData(1_000_000)]
    [InlineData(5_000_000)]
    public void TryCopyLater_LargeArray_IsThereOnceTheRestIsCopied(int size)
    {
        byte[] bytes = Bytes(size);
        byte[] array = [.. bytes];
        MessageWriter writer = MessageWriter.Rent(copiesLate: true);
        writer.WriteInt32(-1);
        Assert.True(writer.TryCopyLater(array, 10, size - 10));
        writer.WriteInt32(-2);
        Assert.True(writer.TryCopyLater(array, 0, size));
        Assert.Equal((2 * size) - 2, writer.Length);
        Payload payload = writer.ToPayloadAndReturn();
        payload.CopyRest();
        Array.Clear(array);
        Assert.Equal([.. Four(-1), .. bytes[10..], .. Four(-2), .. bytes], payload.Bytes.ToArray());
    }

    [Fact]
    public void TryCopyLater_ShortOrUnwanted_IsLeftToTheCaller()
    {
        byte[] array = Bytes(LateCopies.MinLength);
        MessageWriter late = MessageWriter.Rent(copiesLate: true);
        Assert.False(late.TryCopyLater(array, 1, array.Length - 1));
        late.Return();
        MessageWriter writer = MessageWriter.Rent();
        Assert.False(writer.TryCopyLater(array, 0, array.Length));
        writer.Return();
    }

    [Fact]
    public void Truncate_LateCopies_AreForgotten()
    {
        byte[] array = Bytes(3_000_000);
        MessageWriter writer = MessageWriter.Rent(copiesLate: true);
        Assert.True(writer.TryCopyLater(array, 0, 1_000_000));
        int length = writer.Length;
        Assert.True(writer.TryCopyLater(array, 1_000_000, 2_000_000));
        writer.Truncate(length);
        writer.WriteInt32(-3);
        Assert.Equal([.. array[..1_000_000], .. Four(-3)], writer.ToArrayAndReturn());
    }

    [Fact]
    public void Return_AfterLargeMessage_BeginsAnew()
    {
        MessageWriter writer = MessageWriter.Rent();
        Write(writer, Bytes(1_000_000), step: 100_000);
        writer.Return();
        writer = MessageWriter.Rent();
        Assert.Equal(0, writer.Length);
        writer.WriteByte(3);
        Assert.Equal([3], writer.ToPayloadAndReturn().Bytes.ToArray());
    }

    [Fact]
    public void Reader_HeaderAcrossPieces_IsRead()
    {
        string name = new('n', 40_000);
        MessageWriter writer = MessageWriter.Rent();
        writer.WriteFixed(long.MinValue);
        writer.WriteVarint(long.MaxValue);
        writer.WriteString(name);
        writer.WriteVarint(300);
        Write(writer, Bytes(200_000), step: 50_000);
        var reader = new MessageReader(writer.ToPayloadAndReturn());
        Assert.Equal(long.MinValue, reader.ReadFixed());
        Assert.Equal(long.MaxValue, reader.ReadVarint());
        Assert.Equal(name, reader.ReadString());
        Assert.Equal(300, reader.ReadVarint32());
        Assert.Equal(Bytes(200_000), reader.Rest.Bytes.ToArray());
    }

    private static void Write(MessageWriter writer, byte[] bytes, int step)
    {
        foreach (byte[] part in bytes.Chunk(step))
        {
            part.CopyTo(writer.GetSpan(part.Length));
            writer.Advance(part.Length);
        }
    }

    private static byte[] Four(int value) => BitConverter.GetBytes(value);

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
