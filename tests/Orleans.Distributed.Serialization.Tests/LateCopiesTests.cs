using Orleans.Distributed.Serialization.Payloads;

namespace Orleans.Distributed.Serialization.Tests;

/// <summary>Parts of a payload that are copied when it is on its way already.</summary>
public sealed class LateCopiesTests
{
    private const int Part = LateCopies.MinLength;

    [Fact]
    public void CopyTo_APosition_CopiesWhatBeginsBeforeIt()
    {
        byte[] source = Bytes(3 * Part);
        byte[] target = new byte[10 + source.Length];
        LateCopies copies = Late(source, target, 10);
        copies.CopyTo(10);
        Assert.All(target, value => Assert.Equal(0, value));
        copies.CopyTo(11);
        Assert.True(target.AsSpan(10, Part).SequenceEqual(source.AsSpan(0, Part)));
        Assert.False(target.AsSpan(10 + Part).ContainsAnyExcept((byte)0));
        copies.CopyTo(10 + Part + 1);
        copies.CopyAll();
        Assert.True(target.AsSpan(10).SequenceEqual(source));
    }

    [Fact]
    public void CopyAll_ArraysOfOtherTypes_AreCopiedFromTheirOffset()
    {
        int[] numbers = [.. Enumerable.Range(0, Part)];
        byte[] target = new byte[Part];
        var copies = new LateCopies();
        copies.Add(numbers, 8, target, 0);
        copies.Seal();
        copies.CopyAll();
        Assert.Equal(2, BitConverter.ToInt32(target));
        Assert.Equal(2 + (Part / 4) - 1, BitConverter.ToInt32(target, Part - 4));
    }

    [Fact]
    public void Copying_IsDoneOnce()
    {
        byte[] source = Bytes(4 * Part);
        byte[] target = new byte[source.Length];
        LateCopies copies = Late(source, target, 0);
        copies.CopyAll();
        byte[] before = [.. target];
        Array.Clear(source);
        copies.CopyTo(Part);
        copies.CopyAll();
        Assert.True(target.AsSpan().SequenceEqual(before));
    }

    [Fact]
    public void RemoveFrom_APosition_LeavesWhatIsBefore()
    {
        byte[] source = Bytes(2 * Part);
        byte[] target = new byte[source.Length];
        var copies = new LateCopies();
        copies.Add(source, 0, target.AsMemory(0, Part), 5);
        copies.Add(source, Part, target.AsMemory(Part), 5 + Part);
        copies.RemoveFrom(5 + Part);
        copies.Seal();
        copies.CopyAll();
        Assert.True(target.AsSpan(0, Part).SequenceEqual(source.AsSpan(0, Part)));
        Assert.False(target.AsSpan(Part).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Dispose_OfTheMemory_EndsTheCopying()
    {
        byte[] source = Bytes(2 * Part);
        byte[] target = new byte[source.Length];
        LateCopies copies = Late(source, target, 0);
        var memory = new PayloadMemory(new(target), new MemoryStream()) { Late = copies };
        copies.CopyTo(1);
        memory.Dispose();
        copies.CopyAll();
        Assert.False(target.AsSpan(Part).ContainsAnyExcept((byte)0));
        Assert.Throws<ObjectDisposedException>(() => memory.Bytes);
    }

    [Fact]
    public void Payload_Bytes_AreAllThereAndLayoutIsNot()
    {
        byte[] source = Bytes(2 * Part);
        byte[] target = new byte[source.Length];
        var payload = new Payload(new PayloadMemory(new(target), new MemoryStream()) { Late = Late(source, target, 0) });
        Assert.Equal(source.Length, payload.Length);
        Assert.False(payload.Layout.FirstSpan.ContainsAnyExcept((byte)0));
        Assert.True(payload.Bytes.FirstSpan.SequenceEqual(source));
    }

    [Fact]
    public async Task Copying_BySeveralThreads_EachSeesWhatItNeeds()
    {
        for (int round = 0; round < 200; round++)
        {
            byte[] source = Bytes(6 * Part);
            byte[] target = new byte[source.Length];
            LateCopies copies = Late(source, target, 0);
            using var begin = new Barrier(3);
            await Task.WhenAll(
                Task.Factory.StartNew(ReadInOrder, TaskCreationOptions.LongRunning),
                Task.Factory.StartNew(ReadInOrder, TaskCreationOptions.LongRunning),
                Task.Factory.StartNew(ReadAll, TaskCreationOptions.LongRunning));

            void ReadInOrder()
            {
                begin.SignalAndWait();
                for (int end = 100_000; end <= source.Length; end += 100_000)
                {
                    copies.CopyTo(end);
                    Assert.True(target.AsSpan(end - 100_000, 100_000).SequenceEqual(source.AsSpan(end - 100_000, 100_000)));
                }
            }

            void ReadAll()
            {
                begin.SignalAndWait();
                copies.CopyAll();
                Assert.True(target.AsSpan().SequenceEqual(source));
            }
        }
    }

    [Fact]
    public async Task Dispose_WhileOthersCopy_LeavesTheMemoryAlone()
    {
        for (int round = 0; round < 200; round++)
        {
            byte[] source = Bytes(8 * Part);
            byte[] target = new byte[source.Length];
            LateCopies copies = Late(source, target, 0);
            var memory = new PayloadMemory(new(target), new MemoryStream()) { Late = copies };
            using var begin = new Barrier(2);
            Task copying = Task.Factory.StartNew(
                () =>
                {
                    begin.SignalAndWait();
                    copies.CopyAll();
                },
                TaskCreationOptions.LongRunning);
            begin.SignalAndWait();
            memory.Dispose();
            Array.Clear(target);
            await copying;
            Assert.False(target.AsSpan().ContainsAnyExcept((byte)0));
        }
    }

    private static LateCopies Late(byte[] source, byte[] target, int position)
    {
        var copies = new LateCopies();
        copies.Add(source, 0, target.AsMemory(position), position);
        copies.Seal();
        return copies;
    }

    private static byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        bytes.AsSpan().Replace((byte)0, (byte)1);
        return bytes;
    }
}
