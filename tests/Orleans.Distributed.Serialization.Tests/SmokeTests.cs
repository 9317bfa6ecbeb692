using System.Buffers;

namespace Orleans.Distributed.Serialization.Tests;

public sealed class SmokeTests
{
    private sealed record Job(string Name, List<int> Sizes, StreamWriter? Log);

    private static T Copy<T>(T value)
    {
        var output = new ArrayBufferWriter<byte>();
        ValueCodec.Shared.Encode(output, value);
        return ValueCodec.Shared.Decode<T>(output.WrittenMemory);
    }

    [Fact]
    public void Values_RoundTrip_AreEqual()
    {
        Assert.Equal(5, Copy(5));
        Assert.Equal("hällo \ud800", Copy("hällo \ud800"));
        Assert.Equal([1, 2, 3], Copy<int[]>([1, 2, 3]));
        Assert.Equal((1, "a", 2.5m), Copy((1, "a", 2.5m)));
        Job job = Copy(new Job("x", [1, 2], null));
        Assert.Equal("x", job.Name);
        Assert.Equal([1, 2], job.Sizes);
        var map = Copy(new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase) { ["a"] = 1, ["b"] = new[] { "x" } });
        Assert.Equal(1, map["A"]);
        Assert.Equal(StringComparer.OrdinalIgnoreCase, map.Comparer);
        int x = 4;
        Func<int, int> f = y => x + y;
        Assert.Equal(7, Copy(f)(3));
        Func<int, int> g = static y => y + 1;
        Assert.Equal(4, Copy(g)(3));
        Func<int, int> fib = null!;
        fib = n => n < 2 ? n : fib(n - 1) + fib(n - 2);
        Assert.Equal(55, Copy(fib)(10));
        Assert.Equal([1L, 4L], Copy<IEnumerable<long>>(new[] { 1L, 2L }.Select(v => v * v)));
    }

    [Fact]
    public void Exceptions_RoundTrip_KeepStack()
    {
        try
        {
            throw new ArgumentNullException("who", "no one");
        }
        catch (Exception error)
        {
            Exception copy = Copy(error);
            Assert.IsType<ArgumentNullException>(copy);
            Assert.Equal(error.Message, copy.Message);
            Assert.Contains(nameof(Exceptions_RoundTrip_KeepStack), copy.ToString());
            Assert.True(Copy(ExceptionData.Capture(error)).TryRebuild(ValueCodec.Shared, out Exception? again));
            Assert.Equal(error.Message, again.Message);
        }
    }

    [Fact]
    public void Refusals_TellPath()
    {
        using var writer = new StreamWriter(Stream.Null);
        Job[] jobs = [new("a", [], null), new("b", [], writer)];
        Func<int> f = () => jobs.Length;
        var error = Assert.Throws<UnsendableValueException>(() => Copy(f));
        Assert.Equal("captured variable 'jobs' -> [1] -> Job.Log -> StreamWriter", error.Path);
    }

    private sealed class Node
    {
        public int Value;
        public Node? Next;
    }

    [Fact]
    public void LongLists_RoundTrip()
    {
        Node? first = null;
        for (int i = 0; i < 100_000; i++)
        {
            first = new Node { Value = i, Next = first };
        }

        Node? copy = Copy(first);
        int count = 0;
        for (; copy is not null; copy = copy.Next)
        {
            count++;
        }

        Assert.Equal(100_000, count);
    }
}
