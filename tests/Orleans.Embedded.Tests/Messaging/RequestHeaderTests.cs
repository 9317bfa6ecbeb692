using System.Buffers;
using Orleans.Embedded.Tests.Networking;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace Orleans.Embedded.Tests.Messaging;

public sealed class RequestHeaderTests
{
    private static readonly RequestHeader Full = new()
    {
        Kind = MessageKind.Request,
        Flags = RequestFlags.Context | RequestFlags.Source | RequestFlags.TypeArguments | RequestFlags.Cancellable,
        Id = 0x0123_4567_89AB_CDEF,
        MethodId = ulong.MaxValue,
        Target = GrainId.Create("target", "key/with/slashes"),
        Source = GrainId.Create("source", new string('k', 1000)),
        ForwardCount = 2,
        TypeArguments = ["System.Int32", "System.String"],
    };

    [Fact]
    public void Read_WhatWriteWrote_IsTheSame()
    {
        byte[] bytes = Write(Full);

        RequestHeader read = RequestHeader.Read(new ReadOnlySequence<byte>(bytes), new GrainIdCache());

        Assert.Equal((Full.Kind, Full.Flags | RequestFlags.Forwarded, Full.Id, Full.MethodId), (read.Kind, read.Flags, read.Id, read.MethodId));
        Assert.Equal((Full.Target, Full.Source, Full.ForwardCount), (read.Target, read.Source, read.ForwardCount));
        Assert.Equal(Full.TypeArguments, read.TypeArguments);
        Assert.Equal(bytes.Length, read.BodyStart);
    }

    [Fact]
    public void Read_InPiecesOfOneByte_IsTheSame()
    {
        RequestHeader read = RequestHeader.Read(Pieces.OfOneByte(Write(Full)), new GrainIdCache());

        Assert.Equal((Full.Target, Full.Source, Full.Id), (read.Target, read.Source, read.Id));
    }

    [Fact]
    public void Read_CutOffAnywhere_ThrowsInvalidData()
    {
        byte[] bytes = Write(Full);

        for (int length = 0; length < bytes.Length; length++)
        {
            var cut = new ReadOnlySequence<byte>(bytes, 0, length);
            Assert.Throws<InvalidDataException>(() => RequestHeader.Read(cut, new GrainIdCache()));
        }
    }

    [Fact]
    public void Read_HugeLengths_ThrowsWithoutAllocating()
    {
        byte[] bytes = Write(Full);
        bytes.AsSpan(20, 4).Fill(0x7F);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<InvalidDataException>(() => RequestHeader.Read(new ReadOnlySequence<byte>(bytes), new GrainIdCache()));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    private static byte[] Write(RequestHeader header)
    {
        using MessageBuffer buffer = MessageBuffer.Rent();
        header.Write(buffer);
        return buffer.Span.ToArray();
    }
}
