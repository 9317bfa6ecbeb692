namespace Orleans.Distributed.Serialization.Tests;

public sealed class SymbolSessionTests
{
    private readonly SymbolSender _sender = new();
    private readonly SymbolReceiver _receiver = new();

    [Fact]
    public void Messages_UntilAcknowledged_ExplainTheirSymbols()
    {
        byte[] first = Encode(new First(1));
        byte[] second = Encode(new First(2));
        Assert.Equal(first.Length, second.Length);
        Assert.Equal(new First(2), Decode(second));
        Assert.Equal(new First(1), Decode(first));
        Assert.Equal(1, _receiver.KnownThrough);
        _sender.Acknowledge(_receiver.KnownThrough);
        byte[] third = Encode(new First(3));
        Assert.InRange(third.Length, 1, 12);
        Assert.Equal(new First(3), Decode(third));
        Assert.Equal(new First(3), Decode(third));
    }

    [Fact]
    public void Functions_OnceAcknowledged_TravelByNumber()
    {
        int x = 1;
        Func<int, int> function = y => x + y;
        Func<int, int> copy = (Func<int, int>)Decode(Encode(function))!;
        Assert.Equal(3, copy(2));
        _sender.Acknowledge(_receiver.KnownThrough);
        byte[] bytes = Encode(function);
        Assert.InRange(bytes.Length, 1, 24);
        Assert.Equal(3, ((Func<int, int>)Decode(bytes)!)(2));
    }

    [Fact]
    public void LostMessages_DoNotHoldUpAcknowledgement()
    {
        Encode(new First(1));
        byte[] second = Encode(new Second(1));
        Decode(second);
        Assert.Equal(2, _receiver.KnownThrough);

        // Of several lost ones, each message repairs one.
        var lost = new SymbolSender();
        foreach (object value in new object[] { new First(1), new List<First>(), new First[1] })
        {
            Wire.Encode<object>(value, new EncodeContext { Symbols = lost });
        }

        var receiver = new SymbolReceiver();
        for (int round = 0; round < 10 && lost.Acknowledged < lost.Count; round++)
        {
            Wire.Decode<object>(Wire.Encode<object>(new Second(round), new EncodeContext { Symbols = lost }), new DecodeContext { Symbols = receiver });
            lost.Acknowledge(receiver.KnownThrough);
        }

        Assert.Equal(4, lost.Count);
        Assert.Equal(4, lost.Acknowledged);
    }

    [Fact]
    public void RefusedMessages_LeaveTheSessionIntact()
    {
        Assert.Throws<UnsendableValueException>(() => Encode(new object[] { new First(1), Stream.Null }));
        Assert.Equal(new Second(1), Decode(Encode(new Second(1))));
        _sender.Acknowledge(_receiver.KnownThrough);
        Assert.Equal(new First(1), Decode(Encode(new First(1))));
    }

    [Fact]
    public void Acknowledge_OfNonsense_IsIgnored()
    {
        Encode(new First(1));
        _sender.Acknowledge(5);
        _sender.Acknowledge(-1);
        Assert.Equal(0, _sender.Acknowledged);
        _sender.Acknowledge(1);
        _sender.Acknowledge(0);
        Assert.Equal(1, _sender.Acknowledged);
    }

    [Fact]
    public void Messages_OfASession_NeedIt()
    {
        byte[] bytes = Encode(new First(1));
        Assert.Contains("SymbolReceiver", Assert.Throws<MalformedDataException>(() => Wire.Decode<object>(bytes)).Message);
        Decode(bytes);
        _sender.Acknowledge(1);
        Assert.Contains("never explained", Assert.Throws<MalformedDataException>(
            () => Wire.Decode<object>(Encode(new First(1)), new DecodeContext { Symbols = new SymbolReceiver() })).Message);
    }

    [Fact]
    public void Symbols_WithAnotherMeaning_AreMalformed()
    {
        Decode(Encode(new First(1)));
        byte[] other = Wire.Encode<object>(new Second(1), new EncodeContext { Symbols = new SymbolSender() });
        Assert.Contains("another meaning", Assert.Throws<MalformedDataException>(() => Decode(other)).Message);
    }

    [Fact]
    public void Contexts_InUse_AreNotShared()
    {
        var context = new EncodeContext();
        using ValueWriter writer = ValueCodec.Shared.StartMessage(new System.Buffers.ArrayBufferWriter<byte>(), context);
        Assert.Throws<InvalidOperationException>(() => Wire.Encode(1, context));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Messages_ManyAtOnce_ArriveWhateverTheOrder(int seed)
    {
        // Lost, doubled and reordered messages, with acknowledgements midway, from several threads on both sides.
        object[] values =
        [
            new First(1), new Second(2), new List<First> { new(3) }, new Dictionary<string, Second> { ["a"] = new(4) }, DayOfWeek.Friday, new First[] { new(5) },
            new HashSet<int> { 1 }, new Queue<Second>([new(6)]), (1, new First(7)), new Func<int>(() => 8), new Action<First>(_ => { }), KeyValuePair.Create(1, new Second(9)),
        ];
        var channel = System.Threading.Channels.Channel.CreateBounded<(int Index, byte[] Bytes)>(64);
        const int PerSender = 2000;
        Task[] senders = [.. Enumerable.Range(0, 4).Select(sender => Task.Run(async () =>
        {
            var random = new Random((seed * 100) + sender);
            var context = new EncodeContext();
            var held = new List<(int, byte[])>();
            for (int i = 0; i < PerSender; i++)
            {
                int index = random.Next(values.Length);
                context.Symbols = _sender;
                held.Add((index, Wire.Encode(values[index], context)));
                if (random.Next(4) == 0)
                {
                    _sender.Acknowledge(_receiver.KnownThrough);
                }

                while (held.Count > 8)
                {
                    int taken = random.Next(held.Count);
                    (int, byte[]) message = held[taken];
                    held.RemoveAt(taken);
                    for (int copies = random.Next(3); copies > 0; copies--)
                    {
                        await channel.Writer.WriteAsync(message);
                    }
                }
            }
        }))];
        Task<int>[] receivers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            int count = 0;
            await foreach ((int index, byte[] bytes) in channel.Reader.ReadAllAsync())
            {
                object copy = Wire.Decode<object>(bytes, new DecodeContext { Symbols = _receiver });
                Assert.Equal(values[index].GetType(), copy.GetType());
                count++;
            }

            return count;
        }))];
        await Task.WhenAll(senders);
        channel.Writer.Complete();
        Assert.InRange((await Task.WhenAll(receivers)).Sum(), PerSender, PerSender * 8);
        Assert.Equal(_sender.Count, _receiver.KnownThrough);
    }

    private byte[] Encode(object value) => Wire.Encode(value, new EncodeContext { Symbols = _sender });

    private object? Decode(byte[] bytes) => Wire.Decode<object?>(bytes, new DecodeContext { Symbols = _receiver });

    private sealed record First(int Number);

    private sealed record Second(int Number);
}
