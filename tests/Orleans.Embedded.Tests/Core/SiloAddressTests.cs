using System.Net;
using Orleans.Runtime;

namespace Orleans.Embedded.Tests.Core;

public sealed class SiloAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:11111@42")]
    [InlineData("[::1]:65535@0")]
    public void Parse_WhatToParsableStringWrote_IsTheSameAddress(string text)
    {
        SiloAddress address = SiloAddress.Parse(text);

        Assert.Equal(text, address.ToParsableString());
        Assert.Equal(address, SiloAddress.Parse(address.ToParsableString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1:11111")]
    [InlineData("127.0.0.1@1")]
    [InlineData("127.0.0.1:99999@1")]
    [InlineData("127.0.0.1:1@-1")]
    [InlineData("host:1@1")]
    public void Parse_NoAddress_Throws(string text) => Assert.Throws<FormatException>(() => SiloAddress.Parse(text));

    [Fact]
    public void AllocateNewGeneration_Often_AlwaysGrows()
    {
        int[] generations = [.. Enumerable.Range(0, 100).Select(_ => SiloAddress.AllocateNewGeneration())];

        Assert.Equal(generations.Order().Distinct(), generations);
    }

    [Fact]
    public void IsPredecessorOf_LaterRunAtTheSameEndpoint_Holds()
    {
        SiloAddress first = SiloAddress.New(IPAddress.Loopback, 5, 1);
        SiloAddress second = SiloAddress.New(IPAddress.Loopback, 5, 2);

        Assert.True(first.IsPredecessorOf(second));
        Assert.True(second.IsSuccessorOf(first));
        Assert.False(second.IsPredecessorOf(first));
        Assert.False(first.IsPredecessorOf(SiloAddress.New(IPAddress.Loopback, 6, 2)));
    }
}
