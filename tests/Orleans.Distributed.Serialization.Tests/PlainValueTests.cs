using System.Collections;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Orleans.Distributed.Serialization.Tests;

public sealed class PlainValueTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void Integers_AllSizes_AreEqual(int value)
    {
        Wire.CopiesEqual(value);
        Wire.CopiesEqual((uint)value);
        Wire.CopiesEqual((short)value);
        Wire.CopiesEqual((ushort)value);
        Wire.CopiesEqual((byte)value);
        Wire.CopiesEqual((sbyte)value);
        Wire.CopiesEqual(value * 0x1_0000_0001L);
        Wire.CopiesEqual((ulong)(value * 0x1_0000_0001L));
        Wire.CopiesEqual((Int128)value * long.MaxValue);
        Wire.CopiesEqual((UInt128)(ulong)value * ulong.MaxValue);
        Wire.CopiesEqual(new BigInteger(value) * BigInteger.Pow(7, 300));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(double.NaN)]
    [InlineData(double.Epsilon)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(Math.PI)]
    public void Reals_AllSizes_KeepEveryBit(double value)
    {
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(Wire.Copy(value)));
        Assert.Equal(BitConverter.SingleToInt32Bits((float)value), BitConverter.SingleToInt32Bits(Wire.Copy((float)value)));
        Assert.Equal(BitConverter.HalfToInt16Bits((Half)value), BitConverter.HalfToInt16Bits(Wire.Copy((Half)value)));
        Wire.CopiesEqual(new Complex(value, 1));
        Wire.CopiesEqual(new Vector3(1, (float)value, 3));
        Wire.CopiesEqual(Vector128.Create(1, 2, 3, 4));
        Wire.CopiesEqual(Matrix4x4.CreateRotationX(0.5f));
    }

    [Fact]
    public void NegativeZero_KeepsItsSign() => Assert.True(double.IsNegative(Wire.Copy(-0.0)));

    [Fact]
    public void Vectors_OfProcessorWidth_AreEqual() => Assert.Equal(new Vector<int>(7), Wire.Copy(new Vector<int>(7)));

    [Fact]
    public void Decimals_Scales_AreKept()
    {
        Wire.CopiesEqual(decimal.MaxValue);
        Wire.CopiesEqual(-1.10m);
        Assert.Equal("1.10", Wire.Copy(1.10m).ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("hällo wörld")]
    [InlineData("lone \ud800 high")]
    [InlineData("\udc00 low")]
    [InlineData("smile \U0001F600, with a text that is long enough to have an identity \0")]
    public void Strings_AnyContent_AreEqual(string value)
    {
        Wire.CopiesEqual(value);
        string many = string.Concat(Enumerable.Repeat(value, 5000));
        Wire.CopiesEqual(many);
        Assert.All(value, character => Wire.CopiesEqual(character));
    }

    [Fact]
    public void Strings_EveryLengthAroundTheLimits_AreEqual()
    {
        for (int length = 0; length < 200; length++)
        {
            Wire.CopiesEqual(new string('x', length));
            Wire.CopiesEqual(new string('ü', length));
            Wire.CopiesEqual(new string('漢', length));
        }
    }

    [Fact]
    public void Strings_SameLongOneTwice_IsSentOnce()
    {
        string text = new('t', 1000);
        byte[] bytes = Wire.Encode<string[]>([text, text, text]);
        Assert.InRange(bytes.Length, 1000, 1040);
        string[] copy = Wire.Decode<string[]>(bytes);
        Assert.Same(copy[0], copy[2]);
    }

    [Fact]
    public void Times_AllKinds_AreEqual()
    {
        foreach (DateTimeKind kind in Enum.GetValues<DateTimeKind>())
        {
            var time = new DateTime(2024, 2, 29, 1, 2, 3, kind);
            Wire.CopiesEqual(time);
            Assert.Equal(kind, Wire.Copy(time).Kind);
        }

        Wire.CopiesEqual(DateTime.MaxValue);
        Wire.CopiesEqual(DateTime.MinValue);
        var offset = new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromMinutes(-210));
        Wire.CopiesEqual(offset);
        Assert.Equal(offset.Offset, Wire.Copy(offset).Offset);
        Wire.CopiesEqual(TimeSpan.MinValue);
        Wire.CopiesEqual(new DateOnly(1, 1, 1));
        Wire.CopiesEqual(TimeOnly.MaxValue);
        Wire.CopiesEqual(TimeZoneInfo.Utc);
        Wire.CopiesEqual(TimeZoneInfo.CreateCustomTimeZone("here", TimeSpan.FromHours(3), "here", "here too"));
    }

    [Fact]
    public void SystemValues_AreEqual()
    {
        Wire.CopiesEqual(Guid.NewGuid());
        Wire.CopiesEqual(true);
        Wire.CopiesEqual(new Rune(0x1F600));
        Wire.CopiesEqual(^3);
        Wire.CopiesEqual(1..^2);
        Wire.CopiesEqual(new Uri("https://example.org/a?b=ü#c"));
        Wire.CopiesEqual(new Uri("../relative", UriKind.Relative));
        Wire.CopiesEqual(new Version(1, 2));
        Wire.CopiesEqual(new Version(1, 2, 3, 4));
        Wire.CopiesEqual(IPAddress.Loopback);
        Wire.CopiesEqual(IPAddress.Parse("fe80::1%5"));
        Wire.CopiesEqual(new IPEndPoint(IPAddress.IPv6Any, 8080));
        Wire.CopiesEqual(CultureInfo.InvariantCulture);
        Wire.CopiesEqual(DBNull.Value);
        Assert.Equal(Encoding.Latin1.WebName, Wire.Copy<Encoding>(Encoding.Latin1).WebName);
        Assert.Equal("abc", Wire.Copy(new StringBuilder("abc")).ToString());
        Assert.Equal([true, false, true], Wire.Copy(new BitArray([true, false, true])).Cast<bool>());
        Assert.Equal("/tmp/x", Wire.Copy(new FileInfo("/tmp/x")).FullName);
        var regex = Wire.Copy(new Regex("a+", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(3)));
        Assert.Equal(("a+", RegexOptions.IgnoreCase, 3), (regex.ToString(), regex.Options, (int)regex.MatchTimeout.TotalSeconds));
    }

    [Fact]
    public void Json_KeepsItsText()
    {
        using JsonDocument document = JsonDocument.Parse("{\"a\":[1,2.50,null]}");
        Assert.Equal("{\"a\":[1,2.50,null]}", Wire.Copy(document.RootElement).GetRawText());
        Assert.Equal(JsonValueKind.Undefined, Wire.Copy(default(JsonElement)).ValueKind);
        using JsonDocument copy = Wire.Copy(document);
        Assert.Equal("{\"a\":[1,2.50,null]}", copy.RootElement.GetRawText());
        Assert.Equal("[1,{\"b\":2}]", Wire.Copy<JsonNode>(JsonNode.Parse("[1,{\"b\":2}]")!).ToJsonString());
        Assert.Equal("{\"b\":2}", Wire.Copy((JsonObject)JsonNode.Parse("{\"b\":2}")!).ToJsonString());
    }

    [Fact]
    public void Types_AllShapes_AreSame()
    {
        foreach (Type type in new[]
        {
            typeof(int), typeof(List<>), typeof(Dictionary<string, int[]>), typeof(int[,]), typeof(PlainValueTests), typeof(void), typeof(Stream),
            typeof(Nullable<>), typeof(ValueTuple<int, List<string?>>), typeof(Outer<int>.Inner<string>), typeof(DayOfWeek).MakeArrayType(1),
        })
        {
            Assert.Same(type, Wire.Copy(type));
        }
    }

    [Fact]
    public void Enums_WithAndWithoutName_AreEqual()
    {
        Wire.CopiesEqual(DayOfWeek.Friday);
        Wire.CopiesEqual((DayOfWeek)99);
        Wire.CopiesEqual(Large.Top);
        Wire.CopiesEqual<DayOfWeek?>(DayOfWeek.Friday);
        Assert.Equal<DayOfWeek?>([null, DayOfWeek.Friday], Wire.Copy<DayOfWeek?[]>([null, DayOfWeek.Friday]));
    }

    [Fact]
    public unsafe void FixedBuffersAndInlineArrays_KeepAllElements()
    {
        var buffer = default(Buffers);
        for (int i = 0; i < 4; i++)
        {
            buffer.Fixed[i] = i + 1;
            buffer.Inline[i] = "s" + i;
        }

        Buffers copy = Wire.Copy(buffer);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(i + 1, copy.Fixed[i]);
            Assert.Equal("s" + i, copy.Inline[i]);
        }
    }

    private enum Large : ulong
    {
        Top = ulong.MaxValue,
    }

    private unsafe struct Buffers
    {
        public fixed int Fixed[4];
        public Four Inline;
    }

    [InlineArray(4)]
    private struct Four
    {
        private string? _first;
    }

    private static class Outer<T>
    {
        public sealed class Inner<TInner>;
    }
}
