namespace Orleans.Distributed.Serialization.Tests;

public sealed class SurrogateTests
{
    private static readonly ValueCodec Codec = new(new ValueCodecOptions()
        .AddSurrogate(typeof(Handle<>), new HandleSurrogate())
        .AddSurrogate(typeof(IProxy), new ProxySurrogate()));

    [Fact]
    public void Handles_RoundTrip_AreTheLiveOnesOfTheReceiver()
    {
        var registry = new Dictionary<int, object>();
        var sent = new List<string>();
        var handle = new Handle<string>(7);
        byte[] bytes = Wire.Encode<object[]>([handle, handle, new List<Handle<string>> { handle }], new EncodeContext { State = sent }, Codec);
        Assert.Equal(["7"], sent);
        for (int i = 0; i < 2; i++)
        {
            object[] copy = Wire.Decode<object[]>(bytes, new DecodeContext { State = registry }, Codec);
            Assert.Same(registry[7], copy[0]);
            Assert.Same(copy[0], copy[1]);
            Assert.Same(copy[0], ((List<Handle<string>>)copy[2])[0]);
        }

        Assert.IsType<Handle<string>>(registry[7]);
    }

    [Fact]
    public void Proxies_ByInterface_AreRestoredWhereTheyFit()
    {
        IProxy copy = Wire.Decode<IProxy>(Wire.Encode<IProxy>(new Proxy("a"), codec: Codec), codec: Codec);
        Assert.Equal("a restored", copy.Name);
        object[] nested = Wire.Decode<object[]>(Wire.Encode<object[]>([new Proxy("b"), (IProxy[])[new Proxy("c")]], codec: Codec), codec: Codec);
        Assert.Equal("c restored", ((IProxy[])nested[1])[0].Name);
        Assert.Throws<MalformedDataException>(() => Wire.Decode<Handle<int>>(Wire.Encode<object>(new Proxy("a"), codec: Codec), codec: Codec));
    }

    [Fact]
    public void Surrogates_ThatRefuse_LeaveNothing()
    {
        var error = Assert.Throws<UnsendableValueException>(() => Wire.Encode<object>(new Proxy("refuse"), codec: Codec));
        Assert.Equal("Not this one.", error.Message);
        Assert.Throws<MalformedDataException>(() => Wire.Decode<object>(Wire.Encode<object>(new Proxy("broken"), codec: Codec), codec: Codec));
    }

    [Fact]
    public void Surrogates_BelowTheDeferredDepth_GetCompleteValues()
    {
        object value = new Proxy("deep");
        for (int i = 0; i < 60; i++)
        {
            value = new List<object> { value };
        }

        object copy = Wire.Decode<object>(Wire.Encode(value, codec: Codec), codec: Codec);
        while (copy is List<object> list)
        {
            copy = list[0];
        }

        Assert.Equal("deep restored", ((IProxy)copy).Name);
    }

    [Fact]
    public void AddSurrogate_OfTypesThatHaveNone_IsRejected()
    {
        foreach (Type type in new[] { typeof(int), typeof(object), typeof(int[]) })
        {
            Assert.Throws<ArgumentException>(() => new ValueCodecOptions().AddSurrogate(type, new ProxySurrogate()));
        }
    }

    [Fact]
    public void TypeFilter_RefusesBothWays()
    {
        var codec = new ValueCodec(new() { TypeFilter = type => type != typeof(Proxy) });
        Assert.Throws<UnsendableValueException>(() => Wire.Encode<object>(new Proxy("a"), codec: codec));
        Assert.Throws<MalformedDataException>(() => Wire.Decode<object>(Wire.Encode<object>(new Proxy("a")), codec: codec));
    }

    private interface IProxy
    {
        string Name { get; }
    }

    private sealed class Handle<T>(int id)
    {
        public int Id { get; } = id;

        public T? Value { get; set; }
    }

    private sealed class Proxy(string name) : IProxy
    {
        public string Name { get; } = name;
    }

    private sealed class HandleSurrogate : IValueSurrogate
    {
        public object? Replace(object value, EncodeContext context)
        {
            int id = (int)value.GetType().GetProperty("Id")!.GetValue(value)!;
            ((List<string>)context.State!).Add(id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            return id;
        }

        public object Restore(object? replacement, Type type, DecodeContext context)
        {
            var registry = (Dictionary<int, object>)context.State!;
            int id = (int)replacement!;
            return registry.TryGetValue(id, out object? live) ? live : registry[id] = Activator.CreateInstance(type, id)!;
        }
    }

    private sealed class ProxySurrogate : IValueSurrogate
    {
        public object? Replace(object value, EncodeContext context)
        {
            string name = ((IProxy)value).Name;
            return name == "refuse" ? throw new UnsendableValueException("Not this one.") : new List<object> { new Dictionary<object, string> { [("name", new[] { 1 }[0])] = name } };
        }

        public object Restore(object? replacement, Type type, DecodeContext context)
        {
            string name = ((Dictionary<object, string>)((List<object>)replacement!)[0])[("name", 1)];
            return name == "broken" ? throw new FormatException("broken") : new Proxy(name + " restored");
        }
    }
}
