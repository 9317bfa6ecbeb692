using System.Buffers.Binary;
using Orleans.Distributed.Protocol;

namespace Orleans.Distributed.ClusterManagers.Tests.Protocol;

public sealed class StartMessageFormatTests
{
    private const int HeaderSize = 12;

    private static readonly StartMessage Message = new()
    {
        Pid = 7,
        ParentProcessId = 4711,
        Program = "Some.Program, Some.Assembly",
        EntryAssembly = "Entry",
        BaseDirectory = "/where/grüße/",
        Environment = new Dictionary<string, string?> { ["REMOVED"] = null, ["EMPTY"] = "", ["SET"] = "value" },
        StopTimeout = TimeSpan.FromSeconds(3.5),
        Payload = new byte[] { 0, 1, 2, 255 },
    };

    [Fact]
    public void Read_OfEncoded_GivesTheSameMessage()
    {
        var read = Read(StartMessageFormat.Encode(Message));

        Assert.Equal(Message with { Payload = default, Environment = read.Environment }, read with { Payload = default });
        Assert.Equal(Message.Payload.ToArray(), read.Payload.ToArray());
        Assert.Equal(Message.Environment.Order(EntryComparer.Instance), read.Environment.Order(EntryComparer.Instance));
    }

    [Fact]
    public void Read_MoreFollows_LeavesItInTheStream()
    {
        var stream = new MemoryStream([.. StartMessageFormat.Encode(Message), 42]);

        StartMessageFormat.Read(stream);

        Assert.Equal(42, stream.ReadByte());
    }

    [Fact]
    public void Read_CutAnywhere_SaysThatItEnded()
    {
        byte[] bytes = StartMessageFormat.Encode(Message);

        for (int length = 0; length < bytes.Length; length++)
            Assert.Throws<EndOfStreamException>(() => Read(bytes[..length]));
    }

    [Fact]
    public void Read_LengthCutAnywhere_SaysThatFieldsDoNotFit()
    {
        byte[] bytes = StartMessageFormat.Encode(Message);

        for (int length = 0; length < bytes.Length - HeaderSize; length++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(HeaderSize - sizeof(int)), length);
            Assert.Throws<InvalidDataException>(() => Read(bytes));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(100_000_000)]
    public void Read_LengthOutOfRange_IsRefusedWithoutReadingOn(int length)
    {
        byte[] bytes = StartMessageFormat.Encode(Message);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(HeaderSize - sizeof(int)), length);

        var error = Assert.Throws<InvalidDataException>(() => Read(bytes));

        Assert.Contains($"length of {length} bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OtherBeginning_IsRefused()
    {
        byte[] bytes = StartMessageFormat.Encode(Message);

        for (int i = 0; i < HeaderSize - sizeof(int); i++)
        {
            byte[] other = [.. bytes];
            other[i] ^= 1;
            Assert.Throws<InvalidDataException>(() => Read(other));
        }
    }

    [Fact]
    public void Read_AnyByteChanged_NeverFailsInAnotherWay()
    {
        byte[] bytes = StartMessageFormat.Encode(Message);
        var random = new Random(20);
        int refused = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] changed = [.. bytes];
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                Read(changed);
            }
            catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 19_999);
    }

    [Fact]
    public void Encode_TooLong_IsRefused()
    {
        var message = Message with { BaseDirectory = new string('x', 2_000_000) };

        var error = Assert.Throws<ArgumentException>(() => StartMessageFormat.Encode(message));

        Assert.Contains("worker 7", error.Message, StringComparison.Ordinal);
    }

    private static StartMessage Read(byte[] bytes) => StartMessageFormat.Read(new MemoryStream(bytes));

    private sealed class EntryComparer : IComparer<KeyValuePair<string, string?>>
    {
        public static readonly EntryComparer Instance = new();

        public int Compare(KeyValuePair<string, string?> x, KeyValuePair<string, string?> y) => string.CompareOrdinal(x.Key, y.Key);
    }
}
