using System.Buffers;

namespace Orleans.Distributed.Serialization.Tests;

public sealed class StructureTests
{
    [Fact]
    public void Structures_WithAndWithoutPadding_AreEqual()
    {
        Wire.CopiesEqual(new Dense(1, 2, 3.5));
        Wire.CopiesEqual(new Padded(1, 2, true));
        Dense[] dense = [.. Enumerable.Range(0, 1000).Select(i => new Dense(i, -i, i * 0.5))];
        Assert.Equal(dense, Wire.Copy(dense));
        Assert.InRange(Wire.Encode(dense).Length, 16_000, 16_010);
        Assert.Equal(dense, Wire.Copy(dense.ToList()));
        Padded[] padded = [.. Enumerable.Range(0, 1000).Select(i => new Padded((byte)i, i, i % 2 == 0))];
        Assert.Equal(padded, Wire.Copy(padded));
        var grid = new Dense[2, 2];
        grid[1, 1] = new Dense(1, 2, 3);
        Assert.Equal(grid, Wire.Copy(grid));
    }

    [Fact]
    public void Padding_IsNotSent() => Assert.InRange(Wire.Encode(new Padded(1, 2, true)).Length, 4, 4);

    [Fact]
    public void ArraysOfStructures_WithOtherFields_AreMalformed()
    {
        var here = new ValueCodec(new ValueCodecOptions().AddAlias(typeof(ShapeTwo)));
        byte[] bytes = Wire.Encode<object>(new ShapeOne[] { new() { A = 1 } });
        Assert.Contains("has other fields", Assert.Throws<MalformedDataException>(() => Wire.Decode<object>(bytes, codec: here)).Message);
    }

    [Fact]
    public void PlainValues_OnceTheirCodecIsMade_AllocateNothing()
    {
        var output = new ArrayBufferWriter<byte>(1024);
        var value = (Number: 5, Real: 2.5, Id: Guid.NewGuid(), Day: DayOfWeek.Friday, Dense: new Dense(1, 2, 3), Maybe: (long?)7, Time: DateTime.UtcNow);
        long allocated = 0;
        for (int i = 0; i < 100; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            output.ResetWrittenCount();
            ValueCodec.Shared.Encode(output, value);
            bool equal = value.Equals(ValueCodec.Shared.Decode<(int, double, Guid, DayOfWeek, Dense, long?, DateTime)>(output.WrittenMemory));
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(equal);
        }

        Assert.Equal(0, allocated);
    }

    private readonly record struct Dense(int A, int B, double C);

    private readonly record struct Padded(byte A, int B, bool C);

    [Alias("shape")]
    private struct ShapeOne
    {
        public int A { get; set; }
    }

    [Alias("shape")]
    private struct ShapeTwo
    {
        public float A { get; set; }
    }
}
